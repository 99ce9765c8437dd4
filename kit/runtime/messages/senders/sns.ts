import { awsEndpoint, callAws } from "../../platform/aws-request.ts";
import { type Outgoing, packed } from "../envelope.ts";
import { MessageError, type MessageErrorCode } from "../errors.ts";
import type { Sender } from "../sender.ts";
import { errorOf } from "./response-error.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html#API_PublishBatch_Errors */
const codes: ReadonlyMap<string, MessageErrorCode> = new Map([
  ["NotFound", "NotFound"],
  ["Throttled", "Throttled"],
  ["Throttling", "Throttled"],
  // https://repost.aws/knowledge-center/sns-throttling-exception-errors
  ["ThrottlingException", "Throttled"],
  ["KMSThrottling", "Throttled"],
  ["BatchRequestTooLong", "TooLarge"],
  ["InvalidParameter", "Invalid"],
  ["AuthorizationError", "Denied"],
  ["InternalError", "Unavailable"],
]);

/** The parameters of one message of a batch: https://docs.aws.amazon.com/sns/latest/api/API_PublishBatchRequestEntry.html */
function toParameters(message: Outgoing, index: number): readonly (readonly [string, string])[] {
  const entry = `PublishBatchRequestEntries.member.${index + 1}`;
  const attributes = Object.entries(packed(message)).flatMap(([name, value], at) => {
    const own = `${entry}.MessageAttributes.entry.${at + 1}`;
    return [
      [`${own}.Name`, name],
      [`${own}.Value.DataType`, "String"],
      [`${own}.Value.StringValue`, value],
    ] as const;
  });
  return [[`${entry}.Id`, String(index)], [`${entry}.Message`, message.body], ...attributes];
}

/** The text in an element of a response, which has no XML attributes and no comments. */
const textIn = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";

function failuresIn(xml: string): ReadonlyMap<string, MessageError> {
  const failed = xml.split("<Failed>")[1]?.split("</Failed>")[0] ?? "";
  const members = failed.split("</member>").filter((member) => member.includes("<Id>"));
  return new Map(
    members.map((member) => {
      const code = textIn(member, "Code");
      const error = new MessageError(codes.get(code) ?? "Unavailable", `${code}: ${textIn(member, "Message")}`);
      return [textIn(member, "Id"), error] as const;
    }),
  );
}

/** Publishes to a topic of SNS, which may accept some of a batch and refuse the others. */
export function snsSender(topic: string): Sender {
  return {
    most: 10,
    bytes: 262_144,
    async send(messages) {
      const form = new URLSearchParams({ Action: "PublishBatch", Version: "2010-03-31", TopicArn: topic });
      for (const [name, value] of messages.flatMap(toParameters)) form.append(name, value);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await callAws({ service: "sns", url: awsEndpoint("sns"), headers, body: form.toString() });
      const { isOk, status, text } = answer;
      if (!isOk) throw errorOf(status, text, codes.get(textIn(text, "Code")));
      const failed = failuresIn(text);
      return messages.map((_, index) => failed.get(String(index)));
    },
  };
}
