import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "access-logs",
  cloud: "gcp",
  title: "Who asks for what is written down",
  severity: "medium",
  isRemediable: true,
  why: "After an attack nobody knows what was asked, and by whom.",
  source: "https://cloud.google.com/load-balancing/docs/https/https-logging-monitoring",
  references: { prowler: ["compute_loadbalancer_logging_enabled"], cis: ["GCP 5.0 2.17"], nist: ["AU-2", "AU-12"] },
  types: {
    // Cloud Run and Cloud Functions write a log of their own.
    "gcp:compute/backendService:BackendService": {
      checks: [requires("logConfig.enable", true, { else: "it writes no access log", remedy: true })],
      compliant: { logConfig: { enable: true } },
      broken: [
        ["logConfig.enable", false, "it writes no access log"],
        ["logConfig", undefined, "it writes no access log", "logConfig.enable"],
      ],
    },
  },
};
