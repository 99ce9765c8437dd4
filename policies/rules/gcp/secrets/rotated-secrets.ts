import type { Check, Rule } from "../../../contract/rule.ts";

const rotation: Check = function* ({ inputs }) {
  if (["rotation", "expireTime", "ttl"].some((property) => inputs.has(property))) return;
  const fix = "Set `rotation` with a topic that a function listens to, or `ttl`";
  yield { property: "rotation", what: "it is never rotated, and does not expire", fix };
};

export const rule: Rule = {
  name: "rotated-secrets",
  cloud: "gcp",
  title: "Secrets are rotated, or expire",
  severity: "low",
  why: "A secret that was copied works until somebody notices.",
  source: "https://cloud.google.com/secret-manager/docs/secret-rotation",
  references: { nist: ["IA-5", "AC-2"] },
  types: {
    "gcp:secretmanager/secret:Secret": {
      checks: [rotation],
      unknowns: { rotation: "any" },
      compliant: { rotation: { rotationPeriod: "7776000s" } },
      broken: [["rotation", undefined, "it is never rotated, and does not expire"]],
    },
  },
};
