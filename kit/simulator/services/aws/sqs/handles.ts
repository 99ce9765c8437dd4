import { CloudError } from "../../../contract.ts";
import { type Message, tokenOf } from "../../../engines/messages.ts";
import { missing } from "./errors.ts";

/** What a received message is deleted with. It is good for its queue alone. */
export function handleOf(message: Message, arn: string): string {
  return Buffer.from(`${tokenOf(message)} ${arn}`).toString("base64");
}

/**
 * What a receipt handle stands for.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 * @throws CloudError `ReceiptHandleIsInvalid`, also for one of another queue: https://github.com/aws/aws-sdk-java-v2/issues/3101
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
