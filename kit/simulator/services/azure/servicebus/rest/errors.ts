import { CloudError } from "../../../../contract.ts";
import { type ApiAnswer, element } from "../../api/index.ts";

/** An error in the form of Service Bus. Its codes are HTTP statuses. https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue#response-codes */
export function refuse({ status, message, code }: CloudError): ApiAnswer {
  return {
    status,
    headers: { "content-type": "application/xml; charset=utf-8", "x-ms-error-code": code },
    body: element("Error", [element("Code", String(status)), element("Detail", message)]),
  };
}

export function badRequest(message: string): CloudError {
  return new CloudError("BadRequest", message);
}

export function unauthorized(message: string): CloudError {
  return new CloudError("Unauthorized", message, 401);
}

/** "410: Specified queue or topic doesn't exist." https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue#response-codes */
export function entityGone(path: string): CloudError {
  return new CloudError("Gone", `The messaging entity '${path}' could not be found.`, 410);
}

/** "404: No message was found with the specified MessageId or LockToken." https://learn.microsoft.com/rest/api/servicebus/delete-message#response-codes */
export function lockLost(): CloudError {
  return new CloudError("NotFound", "No message was found with the specified MessageId or LockToken.", 404);
}

/** "403: Quota exceeded or message too large." https://learn.microsoft.com/rest/api/servicebus/send-message-batch#response-codes */
export function tooLarge(bytes: number, most: number): CloudError {
  const message = `The message (size: ${bytes} bytes) is larger than is currently allowed (${most} bytes).`;
  return new CloudError("MessageSizeExceeded", message, 403);
}
