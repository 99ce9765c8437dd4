import assert from "node:assert/strict";
import {
  type AccessRequest,
  type Decision,
  decide,
  decideAccess,
  parsePolicy,
} from "../../../../kit/simulator/iam/aws/index.ts";

const role = "arn:aws:iam::123456789012:role/worker";

function ask(context: AccessRequest["context"], resource = "arn:aws:s3:::shop/anna/1"): AccessRequest {
  return { principal: { type: "AWS", id: role }, action: "s3:GetObject", resource, context };
}

function allows(statement: object, request: AccessRequest, Version = "2012-10-17"): boolean {
  const Statement = { Effect: "Allow", Action: "*", Resource: "*", ...statement };
  return decide(parsePolicy({ Version, Statement }), request) === "allow";
}

/** A variable as policies write it. */
const variable = (name: string): string => `\${${name}}`;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
describe("aws: variables in policies", () => {
  const own = { Resource: `arn:aws:s3:::shop/${variable("aws:username")}/*` };

  it("puts the request's value in their place, in resources and in conditions on strings", () => {
    const Condition = { StringLike: { "s3:prefix": `${variable("aws:username")}/*` } };

    assert.equal(allows(own, ask({ "aws:username": "anna" })), true);
    assert.equal(allows(own, ask({ "aws:username": "berta" })), false);
    assert.equal(allows({ Condition }, ask({ "aws:username": "anna", "s3:prefix": "anna/a" })), true);
    assert.equal(allows({ Condition }, ask({ "aws:username": "anna", "s3:prefix": "berta/a" })), false);
  });

  it("lets nothing fit when the request has no value and the variable no default", () => {
    const withDefault = { Resource: `arn:aws:s3:::shop/${variable("aws:username, 'anna'")}/*` };

    assert.equal(allows(own, ask({})), false);
    assert.equal(allows(withDefault, ask({})), true);
  });

  it("takes wildcards in a value as they are", () => {
    assert.equal(allows(own, ask({ "aws:username": "*" })), false);
    assert.equal(allows(own, ask({ "aws:username": "*" }, "arn:aws:s3:::shop/*/1")), true);
  });

  it("knows the variables that stand for one character", () => {
    const star = { Resource: `arn:aws:s3:::shop/${variable("*")}` };

    assert.equal(allows(star, ask({}, "arn:aws:s3:::shop/*")), true);
    assert.equal(allows(star, ask({}, "arn:aws:s3:::shop/a")), false);
    assert.equal(allows({ Condition: { StringEquals: { a: `${variable("$")}1` } } }, ask({ a: "$1" })), true);
  });

  it("are text in policies of the version 2008-10-17", () => {
    assert.equal(allows(own, ask({ "aws:username": "anna" }), "2008-10-17"), false);
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress */
describe("aws: conditions on addresses", () => {
  const cases: readonly (readonly [object, string, boolean])[] = [
    [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "203.0.113.9", true],
    [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "203.0.114.9", false],
    [{ IpAddress: { "aws:SourceIp": "203.0.113.9" } }, "203.0.113.9", true],
    [{ IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "2001:db8::/32"] } }, "2001:db8::1", true],
    [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "203.0.113.9", false],
    [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "203.0.114.9", true],
  ];
  for (const [Condition, address, isMet] of cases) {
    it(`takes ${JSON.stringify(Condition)} as ${isMet ? "met" : "not met"} by ${address}`, () => {
      assert.equal(allows({ Condition }, ask({ "aws:SourceIp": address })), isMet);
    });
  }

  it("refuses a range that is none", () => {
    for (const range of ["everywhere", "203.0.113.0/33", "203.0.113.0/24/1"]) {
      const Condition = { IpAddress: { "aws:SourceIp": range } };
      assert.throws(() => allows({ Condition }, ask({})), { code: "MalformedPolicyDocument" });
    }
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-iam-and-resource.html */
describe("aws: an identity's policies and a resource's together", () => {
  const statement = { Effect: "Allow", Action: "*", Resource: "*" };
  const naming = (AWS: string, Effect = "Allow") =>
    parsePolicy({ Version: "2012-10-17", Statement: { ...statement, Effect, Principal: { AWS } } });
  const account = "123456789012";
  const no: Decision = "implicit deny";
  const none = { identity: no, boundary: undefined, resource: [], owner: account };

  const cases: readonly (readonly [string, Partial<Parameters<typeof decideAccess>[0]>, boolean])[] = [
    ["the identity's alone, in its own account", { identity: "allow" }, true],
    ["the resource's alone, in its own account", { resource: naming(role) }, true],
    ["the resource's that names the account", { resource: naming(account) }, false],
    ["the identity's alone, in another account", { identity: "allow", owner: "1" }, false],
    ["the resource's alone, in another account", { resource: naming(role), owner: "1" }, false],
    ["both, in another account", { identity: "allow", resource: naming(account), owner: "1" }, true],
    ["a denial of the resource's", { identity: "allow", resource: naming(role, "Deny") }, false],
    ["a denial of the identity's", { identity: "explicit deny", resource: naming(role) }, false],
    ["a boundary that does not allow", { identity: "allow", boundary: no, resource: naming(role) }, false],
  ];
  for (const [what, policies, isAllowed] of cases) {
    it(`${isAllowed ? "lets in" : "refuses"} by ${what}`, () => {
      assert.equal(decideAccess({ ...none, ...policies }, ask({})) === "allow", isAllowed);
    });
  }
});
