import assert from "node:assert/strict";
import {
  type AccessRequest,
  decide,
  decideForIdentity,
  parsePolicy,
  parseTrustPolicy,
} from "../../../../kit/simulator/iam/aws/index.ts";

const bucket = "arn:aws:s3:::shop/orders";

function ask(more: Partial<AccessRequest> = {}): AccessRequest {
  const principal = { type: "AWS", id: "arn:aws:iam::123456789012:role/worker" } as const;
  return { principal, action: "s3:GetObject", resource: bucket, context: {}, ...more };
}

function policyOf(...statements: readonly object[]) {
  return parsePolicy({ Version: "2012-10-17", Statement: statements });
}

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
describe("aws: IAM policies", () => {
  it("denies what nothing allows", () => {
    assert.equal(decide(policyOf({ ...allow, Action: "s3:PutObject" }), ask()), "implicit deny");
  });

  it("lets an explicit deny win over every allow", () => {
    assert.equal(decide(policyOf(allow, { ...allow, Effect: "Deny" }), ask()), "explicit deny");
  });

  it("limits an identity to its permissions boundary", () => {
    const boundary = policyOf({ ...allow, Action: "logs:*" });

    assert.equal(decideForIdentity(policyOf(allow), undefined, ask()), "allow");
    assert.equal(decideForIdentity(policyOf(allow), boundary, ask()), "implicit deny");
  });

  const cases: readonly (readonly [string, object, Partial<AccessRequest>, boolean])[] = [
    ["a wildcard in an action, without case", { Action: "S3:get*" }, {}, true],
    ["another service's action", { Action: "sqs:*" }, {}, false],
    ["NotAction", { Action: undefined, NotAction: "s3:Delete*" }, {}, true],
    ["NotAction that names the action", { Action: undefined, NotAction: "s3:Get*" }, {}, false],
    ["a wildcard in a resource", { Resource: "arn:aws:s3:::shop/*" }, {}, true],
    ["? for one character", { Resource: "arn:aws:s3:::sho?/orders" }, {}, true],
    ["another resource", { Resource: "arn:aws:s3:::other/*" }, {}, false],
    ["NotResource that names the resource", { Resource: undefined, NotResource: "arn:aws:s3:::shop/*" }, {}, false],
    ["the principal's ARN", { Principal: { AWS: "arn:aws:iam::123456789012:role/worker" } }, {}, true],
    ["the principal's account", { Principal: { AWS: "123456789012" } }, {}, true],
    ["another principal", { Principal: { AWS: "arn:aws:iam::123456789012:role/other" } }, {}, false],
    ["everyone", { Principal: "*" }, { principal: { type: "Anonymous", id: "*" } }, true],
    [
      "a service",
      { Principal: { Service: "sns.amazonaws.com" } },
      { principal: { type: "Service", id: "sns.amazonaws.com" } },
      true,
    ],
    ["NotPrincipal that names the principal", { NotPrincipal: { AWS: "123456789012" } }, {}, false],
  ];
  for (const [title, change, request, isAllowed] of cases) {
    it(`${isAllowed ? "accepts" : "does not take"} ${title}`, () => {
      const decision = decide(policyOf({ ...allow, ...change }), ask(request));

      assert.equal(decision === "allow", isAllowed);
    });
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
  const conditions: readonly (readonly [object, AccessRequest["context"], boolean])[] = [
    [{ StringEquals: { "aws:SourceAccount": ["1", "2"] } }, { "aws:sourceaccount": "2" }, true],
    [{ StringEquals: { "aws:SourceAccount": "1" } }, {}, false],
    [{ StringEqualsIfExists: { "aws:SourceAccount": "1" } }, {}, true],
    [{ StringNotEquals: { "aws:SourceAccount": "1" } }, {}, true],
    [{ StringNotEquals: { "aws:SourceAccount": ["1", "2"] } }, { "aws:SourceAccount": "2" }, false],
    [{ StringLike: { "s3:prefix": "orders/*" } }, { "s3:prefix": "orders/2026" }, true],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:sns:*:1:a" } }, { "aws:SourceArn": "arn:aws:sns:eu-west-1:1:a" }, true],
    [{ ArnLike: { "aws:SourceArn": "arn:aws:*:1:a" } }, { "aws:SourceArn": "arn:aws:sns:eu-west-1:1:a" }, false],
    [{ Bool: { "aws:SecureTransport": "true" } }, { "aws:SecureTransport": "false" }, false],
    [{ Null: { "aws:TokenIssueTime": "true" } }, {}, true],
    [{ NumericLessThanEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "9" }, true],
    [
      { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
      { "aws:CurrentTime": "2025-01-01T00:00:00Z" },
      false,
    ],
    [{ "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] }, true],
    [{ "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, { "aws:TagKeys": ["a", "b"] }, false],
    [{ StringEquals: { a: "1", b: "1" } }, { a: "1", b: "2" }, false],
  ];
  for (const [Condition, context, isMet] of conditions) {
    it(`takes ${JSON.stringify(Condition)} as ${isMet ? "met" : "not met"} by ${JSON.stringify(context)}`, () => {
      assert.equal(decide(policyOf({ ...allow, Condition }), ask({ context })) === "allow", isMet);
    });
  }

  const malformed: readonly (readonly [string, unknown])[] = [
    ["text that is not valid JSON", "{"],
    ["an unknown version", { Version: "2020-01-01", Statement: [allow] }],
    ["no statement", { Version: "2012-10-17" }],
    ["an unknown effect", { Statement: [{ ...allow, Effect: "Maybe" }] }],
    ["an unknown element", { Statement: [{ ...allow, Ressource: "*" }] }],
    ["an action without a service", { Statement: [{ ...allow, Action: "GetObject" }] }],
    ["an unknown condition operator", { Statement: [{ ...allow, Condition: { StringSimilar: { a: "b" } } }] }],
  ];
  for (const [title, document] of malformed) {
    it(`refuses ${title}`, () => {
      assert.throws(() => parsePolicy(document), { code: "MalformedPolicyDocument" });
    });
  }

  it("refuses a trust policy with a resource, without a principal, or with other actions than sts", () => {
    const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

    assert.equal(parseTrustPolicy({ Statement: trust }).length, 1);
    for (const wrong of [{ Resource: "*" }, { Principal: undefined }, { Action: "s3:GetObject" }]) {
      assert.throws(() => parseTrustPolicy({ Statement: { ...trust, ...wrong } }), { code: "MalformedPolicyDocument" });
    }
  });
});
