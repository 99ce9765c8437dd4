import { CloudError } from "../../../contract.ts";
import { type Message, tokenOf } from "../../../engines/messages.ts";
import { missing } from "./errors.ts";

/** The receipt handle of a received message. It is valid only for its queue. */
export function handleOf(message: Message, arn: string): string {
  return Buffer.from(`${tokenOf(message)} ${arn}`).toString("base64");
}

/**
 * The token in a receipt handle.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 * @throws CloudError `ReceiptHandleIsInvalid`, also for a handle of another queue: https://github.com/aws/aws-sdk-java-v2/issues/3101
 */
export function tokenIn(handle: string, arn: string): string {
  if (handle === "") throw missing("ReceiptHandle");
  const [, token, queue] = /^([\da-f-]{36}\/\d+) (.+)$/.exec(Buffer.from(handle, "base64").toString()) ?? [];
  const refused = (reason: string): CloudError =>
    new CloudError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not ${reason}.`);
  if (token === undefined) throw refused("a valid receipt handle");
  if (queue !== arn) throw refused("valid for this queue");
  return token;
}
