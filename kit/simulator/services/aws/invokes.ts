import { CloudError, type Invoke, type PackageServices, type Properties } from "../../contract.ts";
import { roleWithName } from "./iam/identity.ts";
import { globalArnOf, objectOf, textsOf } from "./names.ts";
import { regions, requireKnownRegion } from "./regions.ts";

const getCallerIdentity: Invoke = (_args, { account }) => ({
  accountId: account,
  arn: globalArnOf("iam", account, "user/deployer"),
  id: account,
  userId: "AIDASIMULATEDDEPLOYER",
});

const getRegion: Invoke = (args, scope) => {
  const region = requireKnownRegion(String(args.region ?? args.name ?? scope.region));
  const description = regions[region];
  return { region, name: region, id: region, description, endpoint: `ec2.${region}.amazonaws.com` };
};

const getPartition: Invoke = () => ({
  partition: "aws",
  id: "aws",
  dnsSuffix: "amazonaws.com",
  reverseDnsPrefix: "com.amazonaws",
});

const getAvailabilityZones: Invoke = (_args, { region }) => {
  const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
  const zoneIds = names.map((_name, at) => `${region.replaceAll(/[^a-z0-9]/g, "")}-az${at + 1}`);
  return { id: region, region, names, zoneIds, groupNames: [region] };
};

const getRole: Invoke = (args, scope, world) => {
  const name = String(args.name);
  const role = roleWithName(world, name, scope);
  if (role === undefined) throw new CloudError("NoSuchEntity", `The role with name ${name} cannot be found.`, 404);
  return { ...role.inputs, ...role.outputs, id: role.id, roleLastUseds: [] };
};

/** A list that has one entry is written as that entry, as the provider does. */
function compact(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : [...values].sort();
}

function principalsOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const entries = value.map((one) => [String(one.type), textsOf(one.identifiers)] as const);
  if (entries.some(([type, ids]) => type === "*" && ids.includes("*"))) return "*";
  return Object.fromEntries(entries.map(([type, ids]) => [type, compact(ids)]));
}

function conditionsOf(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const all: Record<string, Properties> = {};
  for (const { test, variable, values } of value) all[test] = { ...all[test], [variable]: compact(textsOf(values)) };
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
  } = objectOf(value);
  const list = (texts: unknown): unknown => (textsOf(texts).length === 0 ? undefined : compact(textsOf(texts)));
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

const getServicePrincipal: Invoke = (args, scope) => {
  const service = String(args.serviceName);
  const region = String(args.region ?? scope.region);
  return {
    id: `${service}.${region}.amazonaws.com`,
    name: `${service}.amazonaws.com`,
    region,
    serviceName: service,
    suffix: "amazonaws.com",
  };
};

/** Filters that would have to be applied, documents that would have to be merged. */
export const refusedArguments: NonNullable<PackageServices["refusedArguments"]> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": [
    ...["allAvailabilityZones", "excludeNames", "excludeZoneIds", "filters", "region"],
  ],
  "aws:index/getRegion:getRegion": ["endpoint"],
  "aws:iam/getRole:getRole": ["tags"],
  "aws:iam/getPolicyDocument:getPolicyDocument": [
    ...["sourceJson", "overrideJson", "sourcePolicyDocuments", "overridePolicyDocuments"],
  ],
};

/** What programs ask the provider. Others are answered as unknown. */
export const invokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getServicePrincipal:getServicePrincipal": getServicePrincipal,
  "aws:iam/getRole:getRole": getRole,
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
};
