import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "gcp:pubsub/subscription:Subscription";
const topic = "gcp:pubsub/topic:Topic";

/** Dead letters are kept by a subscription, too, which has none of its own. */
const subscription: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("deadLetterPolicy")) return;
  if (program.targets(subject, "topic", topic).some((each) => program.users(each, type, "deadLetterPolicy").length > 0))
    return;
  const fix = "Set `deadLetterPolicy` to `{ deadLetterTopic, maxDeliveryAttempts }`";
  yield {
    property: "deadLetterPolicy",
    what: "messages that cannot be processed are delivered again until they expire",
    fix,
  };
};

export const rule: Rule = {
  name: "dead-letters",
  cloud: "gcp",
  title: "Messages that cannot be processed are kept",
  severity: "medium",
  why: "Otherwise they are retried forever, or lost unnoticed.",
  source: "https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic",
  references: { nist: ["SI-2", "AU-12(3)"] },
  types: {
    [type]: {
      graph: [subscription],
      unknowns: { deadLetterPolicy: "any" },
      compliant: { deadLetterPolicy: { deadLetterTopic: "projects/shop/topics/dead-letters" } },
      broken: [["deadLetterPolicy", undefined, "delivered again until they expire"]],
    },
  },
};
