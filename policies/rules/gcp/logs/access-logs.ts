import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "access-logs",
  cloud: "gcp",
  title: "Requests are logged",
  severity: "medium",
  isRemediable: true,
  why: "Without access logs, nobody can tell after an attack what was requested, when and by whom.",
  source: "https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
  references: { prowler: ["compute_loadbalancer_logging_enabled"], cis: ["GCP 5.0 2.17"], nist: ["AU-2", "AU-12"] },
  types: {
    // Cloud Run and Cloud Functions write a log of their own.
    "gcp:compute/backendService:BackendService": {
      checks: [requires("logConfig.enable", true, { else: "it writes no access logs", remedy: true })],
      compliant: { logConfig: { enable: true } },
      broken: [
        ["logConfig.enable", false, "it writes no access logs"],
        ["logConfig", undefined, "it writes no access logs", "logConfig.enable"],
      ],
    },
  },
};
