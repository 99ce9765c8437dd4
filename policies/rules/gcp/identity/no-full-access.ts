import { forbids } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

/** The basic roles that may change everything. */
const role = forbids("role", ["roles/owner", "roles/editor"], {
  else: "this role may change everything in the project",
  fix: "Grant the roles that are needed, on the resources that they are needed for",
});

const member = {
  checks: [role],
  // A role of one's own has its name from the role.
  unknowns: { role: "later" },
  compliant: { role: "roles/pubsub.publisher" },
  broken: [
    ["role", "roles/owner", "may change everything in the project"],
    ["role", "roles/editor", "may change everything in the project"],
  ],
} as const;

export const rule: Rule = {
  name: "no-full-access",
  cloud: "gcp",
  title: "No identity may do everything",
  severity: "critical",
  level: "denied",
  why: "One mistake in the code that has it affects the whole account.",
  source: "https://cloud.google.com/iam/docs/roles-overview#basic",
  references: {
    checkov: ["CKV_GCP_117", "CKV_GCP_116", "CKV_GCP_115", "CKV_GCP_49", "CKV_GCP_44", "CKV_GCP_45"],
    trivy: ["GCP-0007"],
    prowler: ["iam_sa_no_administrative_privileges"],
    cis: ["GCP 5.0 1.6"],
    nist: ["AC-3", "AC-6", "AC-6(2)", "AC-6(3)"],
  },
  types: {
    "gcp:projects/iAMMember:IAMMember": member,
    "gcp:projects/iAMBinding:IAMBinding": member,
    "gcp:folder/iAMMember:IAMMember": member,
    "gcp:organizations/iAMMember:IAMMember": member,
  },
};
