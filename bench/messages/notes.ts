import { versionsOf } from "../machine.ts";

/** What a reader of each of these benchmarks must know. */
export const sameWork: readonly string[] = [
  "Both send the same item, with its id and time in one attribute. Ours also checks its size and its attributes. Ours and the vendors' SDKs would send again what may yet be accepted, and nothing had to be.",
  "Azure's SDK, `@azure/service-bus`, speaks AMQP alone, which the simulator does not: ours is compared with the least that one can write for Service Bus's REST API, without a deadline, retries or renewed tokens.",
  "A topic on Cloudflare is the queues that it feeds, here two: ours and the bindings alone send each message to both. Of the other topics nobody has subscribed to any.",
  versionsOf("@aws-sdk/client-sqs", "@aws-sdk/client-sns", "@google-cloud/pubsub"),
];
