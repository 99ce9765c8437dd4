import { requires } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

/** Its role has to be allowed to write traces first, so that nobody turns it on for a team. */
const tracing = requires("tracingConfig.mode", "Active", { else: "it is not traced" });

export const rule: Rule = {
  name: "traced",
  cloud: "aws",
  title: "Requests can be traced",
  severity: "low",
  why: "Without traces, nobody can see where a request failed.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
  references: {
    checkov: ["CKV_AWS_50", "CKV_AWS_73"],
    trivy: ["AWS-0066"],
    kics: ["5813ef56-fa94-406a-b35d-977d4a56ff2b", "8152e0cf-d2f0-47ad-96d5-d003a76eabd1"],
    nist: ["AU-12", "SI-4"],
  },
  types: {
    "aws:lambda/function:Function": {
      checks: [tracing],
      compliant: { tracingConfig: { mode: "Active" } },
      broken: [
        ["tracingConfig.mode", "PassThrough", "it is not traced"],
        ["tracingConfig", undefined, "it is not traced", "tracingConfig.mode"],
      ],
    },
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html
    "aws:apigateway/stage:Stage": {
      checks: [requires("xrayTracingEnabled", true, { else: "it is not traced" })],
      compliant: { xrayTracingEnabled: true },
      broken: [["xrayTracingEnabled", undefined, "it is not traced"]],
    },
  },
};
