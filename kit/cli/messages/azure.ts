import * as v from "valibot";
import { unpacked } from "../../runtime/messages/envelope.ts";
import { propertiesOf } from "../../runtime/messages/senders/service-bus.ts";
import { type ApiAnswer, readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { DeadLetterBox, DeadLetterCloud } from "./contract.ts";
import { type Letter, toLetter, toMessage } from "./letter.ts";

/** https://learn.microsoft.com/rest/api/servicebus/message-headers-and-properties */
const Properties = v.object({
  MessageId: v.optional(v.string(), ""),
  EnqueuedTimeUtc: v.optional(v.string(), ""),
  LockToken: v.string(),
  SequenceNumber: v.number(),
});

/** The audience of Service Bus tokens: https://learn.microsoft.com/azure/service-bus-messaging/authenticate-application */
const resource = "https://servicebus.azure.net";

/** How long a request waits for a letter, in seconds: https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read */
const wait = 1;

/** Properties that Service Bus adds: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#moving-messages-to-the-dlq */
const [reasonName, descriptionName] = ["DeadLetterReason", "DeadLetterErrorDescription"];

/** Headers of responses that are not properties of a message. */
const notProperties =
  /^(?:brokerproperties|connection|content-.*|date|keep-alive|location|server|strict-transport-security|transfer-encoding|x-ms-.*)$/i;

/** Strings are in quotes. Bytes beyond ASCII are UTF-8. */
function unquoted(value: string): string {
  const text = Buffer.from(value, "latin1").toString();
  if (!/^".*"$/s.test(text)) return text;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.string()), text);
  return parsed.success ? parsed.output : text.slice(1, -1);
}

/** Each custom property of a message is a header. */
function propertiesIn({ sent }: ApiAnswer): Readonly<Record<string, string>> {
  // Quotes distinguish a property from a header of the same name.
  const own = sent.filter(([name, value]) => !notProperties.test(name) || /^".*"$/s.test(value));
  return Object.fromEntries(own.map(([name, value]) => [name, unquoted(value)]));
}

function read(answer: ApiAnswer): Letter {
  const { MessageId, EnqueuedTimeUtc, LockToken, SequenceNumber } = readAnswer(
    "Azure, Service Bus",
    answer.headers.brokerproperties,
    Properties,
  );
  const { [reasonName]: reason, [descriptionName]: description, ...own } = propertiesIn(answer);
  const others = { id: MessageId, sent: Date.parse(EnqueuedTimeUtc) };
  const words = [reason, description].filter((text) => text !== undefined && text !== "");
  return toLetter(
    { ...unpacked(own, others), body: answer.body },
    { reason: words.length === 0 ? undefined : words.join(": "), handle: `${SequenceNumber}/${LockToken}` },
  );
}

/** https://learn.microsoft.com/rest/api/servicebus/send-message-batch: as the runtime sends. */
function toBody(letter: Letter): string {
  const message = toMessage(letter);
  const { envelope, body: Body } = message;
  return JSON.stringify([
    { Body, BrokerProperties: { MessageId: envelope.id }, UserProperties: propertiesOf(message) },
  ]);
}

const pathOf = (address: string): string => new URL(address).pathname;

/** Dead letters in a Service Bus queue, which locks messages for its lock duration: a minute. */
export const azure: DeadLetterCloud = {
  async access(queue, doors) {
    const subscription = requireAttribute(queue, "scope").split("/").slice(0, 3).join("/");
    return doors.azure(subscription, { resource, url: new URL(requireAttribute(queue, "deadLetters")).origin });
  },
  open(queue, access): DeadLetterBox {
    const [own, deadLetters] = ["address", "deadLetters"].map((name) => pathOf(requireAttribute(queue, name)));
    const call = (method: string, path: string, body?: { readonly type: string; readonly text: string }) =>
      access.send({
        ...{ service: "Service Bus", method, path, isPatient: true },
        ...(body === undefined ? {} : { headers: { "content-type": body.type }, body: body.text }),
      });
    const settle = (method: string, { handle }: Letter) => call(method, `${deadLetters}/messages/${handle}`);
    return {
      // One at a time: a call cannot read several.
      async take(most) {
        const letters: Letter[] = [];
        while (letters.length < most) {
          const answer = await call("POST", `${deadLetters}/messages/head?timeout=${wait}`);
          if (answer.status === 204) break;
          letters.push(read(answer));
        }
        return letters;
      },
      // https://learn.microsoft.com/rest/api/servicebus/unlock-message
      async release(letters) {
        await Promise.all(letters.map((letter) => settle("PUT", letter)));
      },
      async send(letter) {
        // Without a charset, which Service Bus refuses.
        const type = "application/vnd.microsoft.servicebus.json";
        await call("POST", `${own}/messages`, { type, text: toBody(letter) });
      },
      // https://learn.microsoft.com/rest/api/servicebus/delete-message
      async remove(letter) {
        await settle("DELETE", letter);
      },
    };
  },
};
