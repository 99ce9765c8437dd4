import { CloudError } from "../../../contract.ts";

/**
 * The errors of queues in bindings and the API: number, text, HTTP status.
 * https://developers.cloudflare.com/queues/reference/error-codes/
 */
const errors = {
  queueNotFound: ["10104", "Queue does not exist", 404],
  unauthorized: ["10106", "Unauthorized request", 403],
  batchDelayInvalid: ["10202", "Invalid batch delay", 400],
  messageMetadataInvalid: ["10203", "Invalid message metadata", 400],
  messageSizeOutOfBounds: ["10204", "Message size out of bounds", 413],
  batchSizeOutOfBounds: ["10205", "Batch size out of bounds", 413],
  batchCountOutOfBounds: ["10206", "Batch count out of bounds", 413],
  jsonRequestBodyInvalid: ["10207", "Request JSON body does not match expected schema", 400],
  jsonRequestBodyMalformed: ["10208", "Request body is not valid JSON", 400],
  /** https://developers.cloudflare.com/queues/configuration/pause-purge/#what-happens-to-http-pull-consumers-with-a-paused-queue */
  queueDisabled: ["10252", "queue_delivery_paused", 409],
} as const;

/** @param detail - What is wrong with the request, if the documented text does not say it. */
export function queueError(name: keyof typeof errors, detail?: string): CloudError {
  const [code, message, status] = errors[name];
  return new CloudError(code, detail === undefined ? message : `${message}: ${detail}`, status);
}
