import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const group = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";

/** Who is behind a load balancer, and how wide it may be open. */
const behind = (property: string, open: readonly (string | undefined)[], closed: string): GraphCheck =>
  function* (subject, program) {
    if (!open.includes(subject.inputs.text(property))) return;
    const users = ["cloudFunction.function", "cloudRun.service"].flatMap((from) => program.users(subject, group, from));
    if (users.length === 0) return;
    const what = "it is behind a load balancer, and can still be reached without it";
    yield { property, what, fix: `Set \`${property}\` to \`"${closed}"\`` };
  };

const what = "it is behind a load balancer, and can still be reached without it";

export const rule: Rule = {
  name: "only-through-the-edge",
  cloud: "gcp",
  title: "Origins can be reached through the edge only",
  severity: "medium",
  why: "Requests that bypass the edge bypass its firewall, its rate limits and its cache.",
  source: "https://cloud.google.com/functions/docs/networking/network-settings#ingress_settings",
  references: { checkov: ["CKV_GCP_124"], nist: ["SC-7", "AC-4"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      graph: [behind("serviceConfig.ingressSettings", [undefined, "ALLOW_ALL"], "ALLOW_INTERNAL_AND_GCLB")],
      compliant: { serviceConfig: { ingressSettings: "ALLOW_INTERNAL_AND_GCLB" } },
      given: { around: [{ type: group, name: "group", sources: { cloudRun: "subject" } }] },
      broken: [
        ["serviceConfig.ingressSettings", "ALLOW_ALL", what],
        ["serviceConfig.ingressSettings", undefined, what],
      ],
    },
    "gcp:cloudrunv2/service:Service": {
      graph: [behind("ingress", [undefined, "INGRESS_TRAFFIC_ALL"], "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER")],
      compliant: { ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" },
      given: { around: [{ type: group, name: "group", sources: { cloudRun: "subject" } }] },
      broken: [["ingress", "INGRESS_TRAFFIC_ALL", what]],
    },
  },
};
