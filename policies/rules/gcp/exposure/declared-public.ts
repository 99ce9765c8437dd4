import type { Check, Rule } from "../../../contract/rule.ts";
import { isEveryone } from "../../../vendors/gcp-members.ts";

const what = "anyone may call it";
const fix = "Name the accounts that call it, or list it in `public` of the settings, with a reason";

const grant = (property: "member" | "members"): Check =>
  function* (subject, given) {
    if (!subject.inputs.texts(property).some(isEveryone) || given.isPublic(subject)) return;
    yield { property, what, fix };
  };

const open: Check = function* (subject, given) {
  if (subject.inputs.flag("invokerIamDisabled") !== true || given.isPublic(subject)) return;
  yield {
    property: "invokerIamDisabled",
    what,
    fix: "Set `invokerIamDisabled` to `false`, or list it in `public` of the settings, with a reason",
  };
};

const account = "serviceAccount:shop@example.iam.gserviceaccount.com";

const member = {
  checks: [grant("member")],
  unknowns: { member: "later" },
  compliant: { role: "roles/run.invoker", member: account },
  broken: [
    ["member", "allUsers", what],
    ["member", "allAuthenticatedUsers", what],
  ],
} as const;

export const rule: Rule = {
  name: "declared-public",
  cloud: "gcp",
  title: "Public endpoints are declared as public",
  severity: "high",
  level: "denied",
  why: "An endpoint that is public by mistake is one that nobody protects or monitors.",
  source: "https://cloud.google.com/run/docs/authenticating/public",
  references: {
    checkov: ["CKV_GCP_102", "CKV_GCP_107"],
    prowler: ["cloudfunction_function_not_publicly_accessible"],
    nist: ["AC-3", "SC-7"],
  },
  types: {
    "gcp:cloudfunctionsv2/functionIamMember:FunctionIamMember": member,
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember": member,
    "gcp:cloudrun/iamMember:IamMember": member,
    "gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding": {
      checks: [grant("members")],
      unknowns: { members: "later" },
      compliant: { members: [account] },
      broken: [["members", [account, "allUsers"], what]],
    },
    "gcp:cloudrunv2/service:Service": {
      checks: [open],
      compliant: { invokerIamDisabled: false },
      broken: [["invokerIamDisabled", true, what]],
    },
  },
};
