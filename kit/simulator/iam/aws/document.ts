import { CloudError } from "../../contract.ts";
import { acceptsValues, isKnownOperator } from "./conditions.ts";

/** The values of condition keys by operator: `{ StringEquals: { "aws:SourceAccount": ["…"] } }`. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whom a statement is about: `"*"`, or identities by type: `{ Service: ["lambda.amazonaws.com"] }`. */
export type Principals = "*" | Readonly<Record<string, readonly string[]>>;

/** One statement of a policy, with every element in its full form. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly principals: Principals | undefined;
  readonly notPrincipals: Principals | undefined;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: Conditions;
  /** Whether `${…}` stands for a value of the request, as it does in policies of version 2012-10-17. */
  readonly hasVariables: boolean;
}

/** The elements a statement may have. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
const elements = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

function malformed(message: string): CloudError {
  return new CloudError("MalformedPolicyDocument", message);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toList(value: unknown, element: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const list = Array.isArray(value) ? value : [value];
  const texts = list.filter((item) => ["string", "number", "boolean"].includes(typeof item)).map(String);
  if (texts.length !== list.length) throw malformed(`The element ${element} must be a string or a list of strings.`);
  return texts;
}

function toPrincipals(value: unknown, element: string): Principals | undefined {
  if (value === undefined || value === "*") return value;
  if (!isObject(value)) throw malformed(`Invalid ${element}: write "*", or identities by type.`);
  return Object.fromEntries(Object.entries(value).map(([type, ids]) => [type, toList(ids, element) ?? []]));
}

function toConditions(value: unknown): Conditions {
  if (value === undefined) return {};
  if (!isObject(value)) throw malformed("The element Condition must be an object.");
  const operators = Object.entries(value).map(([operator, keys]) => {
    if (!isKnownOperator(operator)) throw malformed(`Invalid Condition type : ${operator}.`);
    if (!isObject(keys)) throw malformed(`The condition ${operator} must be an object.`);
    const tests = Object.entries(keys).map(([key, list]) => [key, toList(list, operator) ?? []] as const);
    const wrong = tests.find(([, values]) => !acceptsValues(operator, values));
    if (wrong !== undefined) throw malformed(`Invalid value for Condition ${operator}: ${wrong[1].join(", ")}.`);
    return [operator, Object.fromEntries(tests)];
  });
  return Object.fromEntries(operators);
}

function toStatement(value: unknown, hasVariables: boolean): Statement {
  if (!isObject(value)) throw malformed("A statement must be an object.");
  const unknown = Object.keys(value).find((element) => !elements.has(element));
  if (unknown !== undefined) throw malformed(`A statement has no element ${unknown}.`);
  const { Effect, Action, NotAction } = value;
  if (Effect !== "Allow" && Effect !== "Deny") throw malformed("The element Effect must be Allow or Deny.");
  if ((Action === undefined) === (NotAction === undefined)) {
    throw malformed("A statement must have either Action or NotAction.");
  }
  const statement: Statement = {
    sid: typeof value.Sid === "string" ? value.Sid : undefined,
    effect: Effect,
    principals: toPrincipals(value.Principal, "Principal"),
    notPrincipals: toPrincipals(value.NotPrincipal, "NotPrincipal"),
    actions: toList(Action, "Action"),
    notActions: toList(NotAction, "NotAction"),
    resources: toList(value.Resource, "Resource"),
    notResources: toList(value.NotResource, "NotResource"),
    conditions: toConditions(value.Condition),
    hasVariables,
  };
  const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
  const wrong = actions.find((action) => action !== "*" && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(action));
  if (wrong !== undefined) throw malformed(`The action ${JSON.stringify(wrong)} must be "*" or "service:action".`);
  return statement;
}

/**
 * Reads a policy document: its JSON text, or the object that the Pulumi SDK accepts in its place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws CloudError `MalformedPolicyDocument`
 */
export function parsePolicy(document: unknown): readonly Statement[] {
  const policy: unknown = typeof document === "string" ? parseJson(document) : document;
  if (!isObject(policy)) throw malformed("This policy contains invalid Json");
  const { Version, Statement: statements } = policy;
  if (Version !== undefined && Version !== "2012-10-17" && Version !== "2008-10-17") {
    throw malformed("The policy's Version must be 2012-10-17 or 2008-10-17.");
  }
  const list = Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
  if (list.length === 0) throw malformed("The policy must have a Statement.");
  return list.map((statement) => toStatement(statement, Version === "2012-10-17"));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CloudError("MalformedPolicyDocument", `This policy contains invalid Json: ${String(error)}`);
  }
}

/** An identity's policy names resources and no principals: it applies to what it is attached to. */
export function parseIdentityPolicy(document: unknown): readonly Statement[] {
  const statements = parsePolicy(document);
  for (const statement of statements) {
    if (statement.principals !== undefined || statement.notPrincipals !== undefined) {
      throw malformed("Policy document should not specify a principal.");
    }
    if ((statement.resources === undefined) === (statement.notResources === undefined)) {
      throw malformed("Policy statement must contain resources.");
    }
  }
  return statements;
}

/** A role's trust policy names who may assume the role, and no resources: the role is the resource. */
export function parseTrustPolicy(document: unknown): readonly Statement[] {
  const statements = parsePolicy(document);
  for (const statement of statements) {
    if (statement.principals === undefined && statement.notPrincipals === undefined) {
      throw malformed("AssumeRole policy must contain a Principal.");
    }
    if (statement.resources !== undefined || statement.notResources !== undefined) {
      throw malformed("Has prohibited field Resource");
    }
    const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
    if (actions.some((action) => !action.startsWith("sts:") && action !== "*")) {
      throw malformed("AssumeRole policy may only specify STS AssumeRole actions.");
    }
  }
  return statements;
}
