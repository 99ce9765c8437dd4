import type { Constraint } from "../../../contract.ts";
import { between } from "../../rules.ts";
import { duration, secondsOf } from "../durations.ts";
import { labelRules, projectRules } from "../project.ts";
import { parseFilter } from "./filter.ts";

const reference = "https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions";
const filters = "https://cloud.google.com/pubsub/docs/subscription-message-filter";

const day = 86_400;

const retry = (minimumBackoff: string, maximumBackoff: string) => ({ retryPolicy: { minimumBackoff, maximumBackoff } });

/** A filter with this number of bytes. */
const filterOf = (bytes: number): string => `attributes:${"k".repeat(bytes - "attributes:".length)}`;

const filterRule: Constraint = {
  property: "filter",
  rule: 'must consist of attributes:key, attributes.key = "value", != and hasPrefix(attributes.key, "start"), joined by AND, OR, NOT and parentheses; AND beside OR needs parentheses',
  source: `${filters}#filtering_syntax`,
  accepts: (value) => value === "" || (typeof value === "string" && parseFilter(value) !== undefined),
  refused: [
    { filter: "kind" },
    { filter: "attributes.kind = cancelled" },
    { filter: 'attributes.kind > "1"' },
    { filter: "attributes:a AND attributes:b OR attributes:c" },
    { filter: "(attributes:a" },
    { filter: "not attributes:a" },
    { filter: "data:a" },
  ],
  accepted: [
    { filter: 'attributes:"shop/kind" AND (attributes.kind != "a\\"b" OR NOT hasPrefix(attributes.kind, "c"))' },
    { filter: "" },
  ],
};

/** "The minimum allowed value is 1 day"; an empty value means never. */
const expirationRule: Constraint = {
  property: "expirationPolicy.ttl",
  rule: 'must be "", or at least 86400 seconds, written like "86400s"',
  source: `${reference}#ExpirationPolicy`,
  accepts: (value) => value === "" || (secondsOf(String(value)) ?? 0) >= day,
  refused: [{ expirationPolicy: { ttl: "86399s" } }, { expirationPolicy: { ttl: "1 day" } }],
  accepted: [{ expirationPolicy: { ttl: "" } }, { expirationPolicy: { ttl: "86400s" } }],
};

export const subscriptionRules: readonly Constraint[] = [
  between("ackDeadlineSeconds", 10, 600, reference),
  duration("messageRetentionDuration", 600, 31 * day, reference, [
    { messageRetentionDuration: "599s" },
    { messageRetentionDuration: "2678401s" },
  ]),
  duration("retryPolicy.minimumBackoff", 0, 600, `${reference}#RetryPolicy`, [
    retry("601s", "600s"),
    retry("5", "600s"),
  ]),
  duration("retryPolicy.maximumBackoff", 0, 600, `${reference}#RetryPolicy`, [retry("10s", "601s")]),
  between("deadLetterPolicy.maxDeliveryAttempts", 5, 100, `${reference}#DeadLetterPolicy`, (maxDeliveryAttempts) => ({
    deadLetterPolicy: { deadLetterTopic: "projects/shop-project/topics/dead", maxDeliveryAttempts },
  })),
  filterRule,
  {
    property: "filter",
    rule: "must have at most 256 bytes",
    source: filters,
    accepts: (value) => Buffer.byteLength(String(value)) <= 256,
    refused: { filter: filterOf(257) },
    accepted: { filter: filterOf(256) },
  },
  expirationRule,
  {
    property: "pushConfig.pushEndpoint",
    rule: "must be the address of a web server",
    source: `${reference}#PushConfig`,
    accepts: (value) => /^https?:$/.test(URL.parse(String(value))?.protocol ?? ""),
    refused: { pushConfig: { pushEndpoint: "shop.example" } },
    accepted: { pushConfig: { pushEndpoint: "https://shop.example/" } },
  },
  labelRules,
  ...projectRules,
];
