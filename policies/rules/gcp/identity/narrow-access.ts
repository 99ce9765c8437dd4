import type { Check, Rule } from "../../../contract/rule.ts";

/** Roles that may change who may do what, or act as any account: https://cloud.google.com/iam/docs/service-account-permissions */
const wide = /(?:[.](?:admin|owner)|^roles\/iam\.serviceAccount(?:TokenCreator|User))$/i;

const role: Check = function* ({ inputs }) {
  if (!wide.test(inputs.text("role") ?? "") || !(inputs.text("member") ?? "").startsWith("serviceAccount:")) return;
  const fix = "Set `role` to one that does what is needed, on the resource that it is needed on";
  yield { property: "role", what: "the account may administer the service in the whole project", fix };
};

export const rule: Rule = {
  name: "narrow-access",
  cloud: "gcp",
  title: "Permissions are limited to the actions and resources that are needed",
  severity: "high",
  why: "Whoever takes over the code has all of its permissions.",
  source: "https://cloud.google.com/iam/docs/using-iam-securely#least_privilege",
  references: {
    kics: ["cefdad16-0dd5-4ac5-8ed2-a37502c78672", "c68b4e6d-4e01-4ca1-b256-1e18e875785c"],
    checkov: ["CKV_GCP_41", "CKV_GCP_42", "CKV_GCP_49"],
    trivy: ["GCP-0011"],
    prowler: ["iam_no_service_roles_at_project_level"],
    nist: ["AC-6"],
  },
  types: {
    "gcp:projects/iAMMember:IAMMember": {
      checks: [role],
      unknowns: { role: "later", member: "later" },
      compliant: { role: "roles/pubsub.publisher", member: "serviceAccount:shop@example.iam.gserviceaccount.com" },
      broken: [
        ["role", "roles/pubsub.admin", "may administer the service"],
        ["role", "roles/iam.serviceAccountTokenCreator", "may administer the service"],
      ],
    },
  },
};
