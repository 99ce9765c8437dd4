import { listAt, recordAt, recordsAt } from "../../../contract/read.ts";
import type { Constraint, Properties, ResourceType } from "../../../contract.ts";
import { inert, runsOnly, simulated } from "../../rules.ts";
import { idRule, newId, timeOf } from "../ids.ts";

const source = "https://developers.cloudflare.com/api/resources/alerting/subresources/policies/methods/create/";
const usage =
  "https://developers.cloudflare.com/billing/understand/usage-based-billing/#usage-based-billing-notifications";

const filtered = (change: Properties): Properties => ({
  filters: { products: ["worker_requests"], limits: ["100"], ...change },
});

const constraints: readonly Constraint[] = [
  idRule("accountId"),
  {
    ...{ property: "filters", source: usage, rule: "must have the product that is counted, and its threshold" },
    accepts: (value) =>
      listAt(value, "products").length > 0 && listAt(value, "limits").some((limit) => /^\d+$/.test(limit)),
    refused: [filtered({ products: [] }), filtered({ limits: [] }), filtered({ limits: ["many"] })],
  },
  {
    ...{ property: "mechanisms", source, rule: "must have an email address, a webhook or a PagerDuty service" },
    accepts: (value) => Object.values(recordAt(value)).some((list) => recordsAt(list).length > 0),
    refused: [{ mechanisms: {} }, { mechanisms: { emails: [] } }],
  },
  {
    ...{ property: "mechanisms.emails", source, rule: "must have addresses as their ids" },
    accepts: (value) => recordsAt(value).every(({ id }) => /^[^@\s]+@[^@\s]+$/.test(String(id))),
    refused: { mechanisms: { emails: [{ id: "ops" }] } },
  },
];

/** https://developers.cloudflare.com/notifications/ */
export const policyType: ResourceType = {
  token: "cloudflare:index/notificationPolicy:NotificationPolicy",
  source,
  // https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/notification_policy/schema.go
  replaceOn: ["accountId"],
  properties: {
    ...simulated("accountId", "name"),
    ...inert(
      "No usage is billed, so nobody is told.",
      ...["alertType", "description", "enabled", "filters.products", "filters.limits", "mechanisms"],
    ),
  },
  constraints,
  limits: [runsOnly("alertType", ["billing_usage_alert"], "universal_ssl_event_type")],
  example: {
    ...{ accountId: "0123456789abcdef0123456789abcdef", name: "shop", alertType: "billing_usage_alert" },
    ...filtered({}),
    mechanisms: { emails: [{ id: "ops@acme.example" }] },
  },
  once: { created: (_request, world) => timeOf(world) },
  id: () => newId(),
  // `<account_id>/<policy_id>`: https://www.pulumi.com/registry/packages/cloudflare/api-docs/notificationpolicy/#import
  imported: (told) => told.slice(told.lastIndexOf("/") + 1),
  defaults: { enabled: true },
  outputs: (_draft, world) => ({ modified: timeOf(world) }),
};
