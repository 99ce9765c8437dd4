import type { Check, Rule } from "../../../contract/rule.ts";

/** The days from which Google mends no holes in runtimes: https://docs.cloud.google.com/run/docs/runtimes/function-runtimes */
const deprecated: Readonly<Record<string, string>> = {
  nodejs12: "2024-01-30",
  nodejs14: "2024-01-30",
  nodejs16: "2024-01-30",
  nodejs18: "2025-04-30",
  nodejs20: "2026-04-30",
  nodejs22: "2027-04-30",
  nodejs24: "2028-04-30",
  python37: "2024-01-30",
  python38: "2024-10-14",
  python39: "2025-10-05",
  python310: "2026-10-04",
  python311: "2027-10-24",
};

const runtime: Check = function* ({ inputs }, { today }) {
  const property = "buildConfig.runtime";
  const end = deprecated[inputs.text(property) ?? ""];
  if (end === undefined || today < end) return;
  const what = "Google no longer mends holes in it";
  yield { property, what, fix: "Set it to the newest version of its language" };
};

export const rule: Rule = {
  name: "supported-runtime",
  cloud: "gcp",
  title: "Functions use a supported runtime",
  severity: "high",
  level: "denied",
  why: "Vulnerabilities in an unsupported one are not fixed.",
  source: "https://cloud.google.com/functions/docs/runtime-support",
  references: { nist: ["SI-2"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [runtime],
      compliant: { buildConfig: { runtime: "nodejs24" } },
      broken: [["buildConfig.runtime", "nodejs18", "Google no longer mends holes in it"]],
    },
  },
};
