import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const queue = "azure-native:servicebus:Queue";
const subscription = "azure-native:servicebus:Subscription";

/** What is tried too often is kept by Service Bus; what grows too old only where it is asked to. Dead letters may end. */
const expired: GraphCheck = function* (subject, program) {
  const { inputs } = subject;
  if (!inputs.has("defaultMessageTimeToLive") || inputs.flag("deadLetteringOnMessageExpiration") === true) return;
  if ([queue, subscription].some((type) => program.users(subject, type, "forwardDeadLetteredMessagesTo").length > 0))
    return;
  const property = "deadLetteringOnMessageExpiration";
  yield { property, what: "messages that expire are lost", fix: `Set \`${property}\` to \`true\`` };
};

const own = {
  graph: [expired],
  unknowns: { defaultMessageTimeToLive: "any" },
  compliant: { defaultMessageTimeToLive: "P14D", deadLetteringOnMessageExpiration: true },
  broken: [
    ["deadLetteringOnMessageExpiration", false, "messages that expire are lost"],
    ["deadLetteringOnMessageExpiration", undefined, "messages that expire are lost"],
  ],
} as const;

export const rule: Rule = {
  name: "dead-letters",
  cloud: "azure",
  title: "Messages that cannot be processed are kept",
  severity: "medium",
  why: "Otherwise they are retried forever, or lost unnoticed.",
  source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues",
  references: { nist: ["SI-2", "AU-12(3)"] },
  types: {
    [queue]: own,
    [subscription]: own,
  },
};
