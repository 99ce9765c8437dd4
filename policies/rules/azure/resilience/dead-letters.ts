import type { Check, Rule } from "../../../contract/rule.ts";

/** What is tried too often is kept by Service Bus; what grows too old only where it is asked to. */
const expired: Check = function* ({ inputs }) {
  if (!inputs.has("defaultMessageTimeToLive") || inputs.flag("deadLetteringOnMessageExpiration") === true) return;
  const property = "deadLetteringOnMessageExpiration";
  yield { property, what: "what grows too old is lost", fix: `Set \`${property}\` to \`true\`` };
};

const own = {
  checks: [expired],
  unknowns: { defaultMessageTimeToLive: "any" },
  compliant: { defaultMessageTimeToLive: "P14D", deadLetteringOnMessageExpiration: true },
  broken: [
    ["deadLetteringOnMessageExpiration", false, "what grows too old is lost"],
    ["deadLetteringOnMessageExpiration", undefined, "what grows too old is lost"],
  ],
} as const;

export const rule: Rule = {
  name: "dead-letters",
  cloud: "azure",
  title: "What cannot be processed is kept",
  severity: "medium",
  why: "It is tried for ever, or lost without anyone noticing.",
  source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues",
  references: { nist: ["SI-2", "AU-12(3)"] },
  types: {
    "azure-native:servicebus:Queue": own,
    "azure-native:servicebus:Subscription": own,
  },
};
