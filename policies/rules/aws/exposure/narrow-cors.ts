import type { Check, Rule } from "../../../contract/rule.ts";

const what = "pages of every origin may send it requests";

const origins = (path: string): Check =>
  function* (subject, given) {
    const { inputs } = subject;
    if (!inputs.texts(`${path}.allowOrigins`).includes("*")) return;
    if (given.isPublic(subject) && inputs.flag(`${path}.allowCredentials`) !== true) return;
    yield { property: `${path}.allowOrigins`, what, fix: "Name the origins of your pages" };
  };

const bucket: Check = function* ({ inputs }) {
  for (const each of inputs.list("corsRules")) {
    const writes = each.texts("allowedMethods").some((method) => method !== "GET" && method !== "HEAD");
    if (!writes || !each.texts("allowedOrigins").includes("*")) continue;
    yield {
      property: each.path("allowedOrigins"),
      what: "pages of every origin may send it data",
      fix: "Name the origins of your pages",
    };
  }
};

export const rule: Rule = {
  name: "narrow-cors",
  cloud: "aws",
  title: "CORS allows named origins only",
  severity: "medium",
  why: "Otherwise any page that a user visits can send requests in the user's name.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
  references: {
    checkov: ["CKV2_AWS_75"],
    kics: ["98a8f708-121b-455b-ae2f-da3fb59d17e1"],
    prowler: ["awslambda_function_url_cors_policy"],
    nist: ["AC-4"],
  },
  types: {
    "aws:lambda/functionUrl:FunctionUrl": {
      checks: [origins("cors")],
      compliant: { cors: { allowOrigins: ["https://shop.example.com"] } },
      broken: [["cors.allowOrigins", ["*"], what]],
    },
    "aws:apigatewayv2/api:Api": {
      checks: [origins("corsConfiguration")],
      compliant: { corsConfiguration: { allowOrigins: ["*"], allowCredentials: false } },
      given: { isPublic: true },
      broken: [
        ["corsConfiguration.allowCredentials", true, what, "corsConfiguration.allowOrigins"],
        { at: "corsConfiguration.allowOrigins", says: what, isPublic: false },
      ],
    },
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": {
      checks: [bucket],
      compliant: { corsRules: [{ allowedMethods: ["PUT"], allowedOrigins: ["https://shop.example.com"] }] },
      broken: [["corsRules[0].allowedOrigins", ["*"], "pages of every origin may send it data"]],
    },
  },
};
