import { listAt, recordAt } from "../../../contract/read.ts";
import type { Invoke, Properties, Service } from "../../../contract.ts";
import { roleWithName } from "./identity.ts";
import { noSuchRole } from "./policy-rules.ts";

const getRole: Invoke = (args, scope, world) => {
  const name = String(args.name);
  const role = roleWithName(world, name, scope);
  if (role === undefined) throw noSuchRole(name);
  return { ...role.inputs, ...role.outputs, id: role.id, roleLastUseds: [] };
};

/** A list with a single entry is written as that entry, as in the provider. */
function compact(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : [...values].sort();
}

function principalsOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const entries = value.map((one) => [String(one.type), listAt(one.identifiers)] as const);
  if (entries.some(([type, ids]) => type === "*" && ids.includes("*"))) return "*";
  return Object.fromEntries(entries.map(([type, ids]) => [type, compact(ids)]));
}

function conditionsOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const all: Record<string, Properties> = {};
  for (const { test, variable, values } of value) all[test] = { ...all[test], [variable]: compact(listAt(values)) };
  return all;
}

function statementOf(value: unknown): Properties {
  const {
    sid,
    effect = "Allow",
    actions,
    notActions,
    resources,
    notResources,
    principals,
    notPrincipals,
    conditions,
  } = recordAt(value);
  const list = (texts: unknown): unknown => (listAt(texts).length === 0 ? undefined : compact(listAt(texts)));
  const statement = {
    Sid: sid,
    Effect: effect,
    Action: list(actions),
    NotAction: list(notActions),
    Resource: list(resources),
    NotResource: list(notResources),
    Principal: principalsOf(principals),
    NotPrincipal: principalsOf(notPrincipals),
    Condition: conditionsOf(conditions),
  };
  return Object.fromEntries(Object.entries(statement).filter(([, member]) => member !== undefined));
}

const getPolicyDocument: Invoke = (args) => {
  const statements = Array.isArray(args.statements) ? args.statements.map(statementOf) : [];
  const policyId = args.policyId === undefined ? {} : { Id: args.policyId };
  const document = { Version: args.version ?? "2012-10-17", ...policyId, Statement: statements };
  const minifiedJson = JSON.stringify(document);
  return { ...args, id: hashOf(minifiedJson), json: JSON.stringify(document, undefined, 2), minifiedJson };
};

function hashOf(text: string): string {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return String(hash);
}

/** The provider's functions about roles and policies. */
export const invokes: NonNullable<Service["invokes"]> = {
  "aws:iam/getRole:getRole": getRole,
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
};

/** Filters that are not applied, and documents that are not merged here. */
export const refusedArguments: NonNullable<Service["refusedArguments"]> = {
  "aws:iam/getRole:getRole": ["tags"],
  "aws:iam/getPolicyDocument:getPolicyDocument": [
    ...["sourceJson", "overrideJson", "sourcePolicyDocuments", "overridePolicyDocuments"],
  ],
};
