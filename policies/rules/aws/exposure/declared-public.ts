import type { Check, Rule } from "../../../contract/rule.ts";

const what = "anyone may call it";

const url: Check = function* (subject, given) {
  if (subject.inputs.text("authorizationType") !== "NONE" || given.isPublic(subject)) return;
  const fix = 'Set `authorizationType` to `"AWS_IAM"`, or list it in `public` of the settings, with a reason';
  yield { property: "authorizationType", what, fix };
};

/** Of WebSockets, only `$connect` is authorized: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access-iam.html */
const isCalled = (key: string): boolean => /^(?:\$connect|\$default|(?!OPTIONS )[A-Z]+ \/.*)$/.test(key);

const route: Check = function* (subject, given) {
  const { inputs } = subject;
  if (!isCalled(inputs.text("routeKey") ?? "") || given.isPublic(subject)) return;
  if ((inputs.text("authorizationType") ?? "NONE") !== "NONE") return;
  const fix =
    'Set `authorizationType` to `"JWT"`, `"AWS_IAM"` or `"CUSTOM"`, or list it in `public` of the settings, with a reason';
  yield { property: "authorizationType", what, fix };
};

/** What a REST API answers by itself, browsers ask before a request: it has no credentials. */
const method: Check = function* (subject, given) {
  const { inputs } = subject;
  if (inputs.text("httpMethod") === "OPTIONS" || inputs.flag("apiKeyRequired") === true || given.isPublic(subject))
    return;
  if (inputs.text("authorization") !== "NONE") return;
  yield {
    property: "authorization",
    what,
    fix: "Set `authorization` to an authorizer's type, or list it in `public` of the settings, with a reason",
  };
};

export const rule: Rule = {
  name: "declared-public",
  cloud: "aws",
  title: "Public endpoints are declared as public",
  severity: "high",
  level: "denied",
  why: "An endpoint that is public by mistake is one that nobody protects or monitors.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  references: {
    checkov: ["CKV_AWS_258", "CKV_AWS_309", "CKV_AWS_59"],
    trivy: ["AWS-0004"],
    kics: ["15ccec05-5476-4890-ad19-53991eba1db8", "0a96ce49-4163-4ee6-8169-eb3b0797d694"],
    cdkNag: ["AwsSolutions-APIG4"],
    guard: ["api_gw_method_authorization_type_rule"],
    prowler: ["awslambda_function_url_public", "apigatewayv2_api_authorizers_enabled"],
    cis: ["AWS 7.0 2.21"],
    nist: ["AC-3", "SC-7"],
  },
  types: {
    "aws:lambda/functionUrl:FunctionUrl": {
      checks: [url],
      compliant: { authorizationType: "AWS_IAM" },
      broken: [["authorizationType", "NONE", what]],
    },
    "aws:apigatewayv2/route:Route": {
      checks: [route],
      compliant: { routeKey: "GET /orders", authorizationType: "JWT" },
      broken: [
        ["authorizationType", "NONE", what],
        ["authorizationType", undefined, what],
      ],
    },
    "aws:apigateway/method:Method": {
      checks: [method],
      compliant: { httpMethod: "GET", authorization: "AWS_IAM" },
      broken: [["authorization", "NONE", what]],
    },
  },
};
