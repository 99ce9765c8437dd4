import type { Check, Rule } from "../../../contract/rule.ts";

/** The days from which AWS mends no holes in runtimes: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const deprecated: Readonly<Record<string, string>> = {
  "dotnetcore3.1": "2023-04-03",
  dotnet6: "2024-12-20",
  dotnet8: "2026-11-10",
  "go1.x": "2024-01-08",
  java8: "2024-01-08",
  "nodejs12.x": "2023-03-31",
  "nodejs14.x": "2023-12-04",
  "nodejs16.x": "2024-06-12",
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
  provided: "2024-01-08",
  "python3.6": "2022-07-18",
  "python3.7": "2023-12-04",
  "python3.8": "2024-10-14",
  "python3.9": "2025-12-15",
  "python3.10": "2026-06-30",
  "python3.11": "2026-06-30",
  "ruby2.7": "2023-12-07",
  "ruby3.2": "2026-03-31",
};

const runtime: Check = function* ({ inputs }, { today }) {
  const end = deprecated[inputs.text("runtime") ?? ""];
  if (end === undefined || today < end) return;
  const what = "AWS no longer mends holes in it";
  yield { property: "runtime", what, fix: "Set it to the newest version of its language" };
};

export const rule: Rule = {
  name: "supported-runtime",
  cloud: "aws",
  title: "Functions use a supported runtime",
  severity: "high",
  level: "denied",
  why: "Vulnerabilities in an unsupported one are not fixed.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
  references: {
    checkov: ["CKV_AWS_363"],
    cdkNag: ["AwsSolutions-L1"],
    prowler: ["awslambda_function_using_supported_runtimes"],
    nist: ["SI-2"],
  },
  types: {
    "aws:lambda/function:Function": {
      checks: [runtime],
      compliant: { runtime: "nodejs24.x" },
      broken: [["runtime", "nodejs16.x", "AWS no longer mends holes in it"]],
    },
  },
};
