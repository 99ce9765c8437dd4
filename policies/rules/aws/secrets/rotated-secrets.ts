import { requiresUser } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

const type = "aws:secretsmanager/secretRotation:SecretRotation";

const often: Check = function* ({ inputs }, given) {
  const [days, most] = [inputs.number("rotationRules.automaticallyAfterDays"), given.number("days")];
  if (days === undefined || days <= most) return;
  const property = "rotationRules.automaticallyAfterDays";
  yield { property, what: `it is rotated less often than every ${most} days`, fix: `Set it to ${most} or less` };
};

export const rule: Rule = {
  name: "rotated-secrets",
  cloud: "aws",
  title: "Secrets are rotated, or expire",
  severity: "low",
  why: "A secret that was copied works until somebody notices.",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  references: {
    checkov: ["CKV2_AWS_57", "CKV_AWS_304"],
    cdkNag: ["AwsSolutions-SMG4"],
    guard: ["secretsmanager_rotation_enabled_check"],
    prowler: ["secretsmanager_automatic_rotation_enabled"],
    nist: ["IA-5", "AC-2"],
  },
  options: { days: { default: 90, what: "days after which a secret is rotated" } },
  types: {
    "aws:secretsmanager/secret:Secret": {
      graph: [
        requiresUser(type, "secretId", {
          else: "it is never rotated",
          fix: "Add a SecretRotation with its id as `secretId`",
        }),
      ],
      compliant: {},
      given: { around: [{ type, name: "rotation", sources: { secretId: "subject" } }] },
      broken: [{ at: "", says: "it is never rotated", around: [] }],
    },
    [type]: {
      checks: [often],
      compliant: { rotationRules: { automaticallyAfterDays: 30 } },
      broken: [["rotationRules.automaticallyAfterDays", 365, "it is rotated less often than every 90 days"]],
    },
  },
};
