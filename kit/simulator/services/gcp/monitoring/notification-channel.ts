import { randomInt } from "node:crypto";
import { textAt } from "../../../contract/read.ts";
import type { Constraint, ResourceType } from "../../../contract.ts";
import { atMost, inert, labels, runsOnly, simulated } from "../../rules.ts";
import { deletionPolicy, projectOf, projectRules } from "../project.ts";
import { channelToken } from "../tokens.ts";

const source = "https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.notificationChannels";

const constraints: readonly Constraint[] = [
  {
    ...{ property: "labels", rule: "must have the `email_address` of an email channel, and nothing else" },
    source: "https://cloud.google.com/monitoring/alerts/using-channels-api#email",
    accepts: (value, { type }) => {
      const names = Object.keys(Object(value)).join();
      return type !== "email" || (names === "email_address" && /^[^@\s]+@[^@\s]+$/.test(textAt(value, names) ?? ""));
    },
    refused: [{ labels: {} }, { labels: { email: "ops@acme.example" } }, { labels: { email_address: "ops" } }],
  },
  atMost("displayName", 512, source),
  atMost("description", 1_024, source),
  labels(
    "userLabels",
    64,
    "must have at most 64 labels of up to 63 lower-case letters, digits, _ and -, with keys that start with a letter",
    source,
    {
      isLabel: (key, value) =>
        /^\p{Ll}[\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key) && /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value),
      refused: { Team: "shop" },
    },
  ),
  ...projectRules,
];

/** https://cloud.google.com/monitoring/support/notification-options */
export const channelType: ResourceType = {
  token: channelToken,
  source,
  replaceOn: ["project"],
  properties: {
    ...simulated("project"),
    ...inert(
      "No alarm goes off.",
      ...["type", "labels", "displayName", "description", "enabled", "forceDelete", "userLabels"],
    ),
    ...deletionPolicy,
  },
  constraints,
  limits: [runsOnly("type", ["email"], "slack")],
  example: { type: "email", displayName: "Operations", labels: { email_address: "ops@acme.example" } },
  once: {
    name: ({ inputs, scope }) => `projects/${projectOf(inputs, scope)}/notificationChannels/${randomInt(1e12, 2e14)}`,
  },
  id: ({ once }) => String(once.name),
  defaults: { enabled: true, forceDelete: false },
  outputs: ({ inputs, scope }) => ({ project: projectOf(inputs, scope), verificationStatus: "" }),
};
