import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { FeatureName, Footprint, Handle } from "fourfold";
import type { LinkArgs } from "../function/args.ts";
import type { FunctionSetArgs, SetLinkArgs } from "./args.ts";
import { linksTo, type Members } from "./members.ts";
import { createMessages, type MessageNodes, type MessagesTransform, messagesOf } from "./messages.ts";
import {
  createSecrets,
  isStored,
  type SecretComponents,
  type SecretsOverrides,
  type SecretsTransform,
  secretsOf,
  secretValues,
} from "./secrets.ts";
import { createTables, type TableComponents, type TablesTransform, tablesOf } from "./tables.ts";

/** What functions of a set use. A capability adds its lines here, and nowhere else in this folder. */
export interface ResourceNodes extends MessageNodes, SecretComponents, TableComponents {}

/** Changes to the arguments of what functions use. */
export interface ResourcesTransform extends MessagesTransform, SecretsTransform, TablesTransform {}

/** What Cloudflare changes in what functions use. */
export interface CloudflareResourcesOverrides<S> extends SecretsOverrides<S> {}

/** The resources of which a set may make several. */
export const resourcesOf = (args: FunctionSetArgs): readonly Members[] => [
  ...messagesOf(args),
  secretsOf(args),
  tablesOf(args),
];

/** Makes what functions use, before them. */
export function createResources(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: ResourcesTransform,
): ResourceNodes {
  return {
    ...createMessages(self, name, args, transform),
    ...createSecrets(self, name, args, transform),
    ...createTables(self, name, args, transform),
  };
}

/** The handle of each resource that has one: the set's own, and those that it was bound to. */
export function handlesOf({ queues, topics, secrets, tables }: ResourceNodes, { bound = {} }: FunctionSetArgs) {
  const own = Object.entries({ ...queues, ...topics, ...secrets, ...tables }).map(
    ([key, { handle }]) => [key, handle] as const,
  );
  const handles: { readonly [name: string]: Input<Handle> } = { ...bound, ...Object.fromEntries(own) };
  return handles;
}

/** What links pass on themselves, where that is not where the resource is. */
export const valuesOf = (
  resources: ResourceNodes,
  args: FunctionSetArgs,
): { readonly [name: string]: Input<string> } => ({
  ...args.params,
  ...secretValues(resources, args),
});

/** What of the set a cloud may be able to grant only together with a resource of it. What is in other sets nobody knows. */
function besides(resource: string, { queues = {}, topics = {}, tables = {} }: FunctionSetArgs): string[] | undefined {
  if (resource in tables) return Object.keys(tables).filter((other) => other !== resource);
  if (resource in topics) return Object.keys(queues).filter((queue) => queues[queue]?.from?.topic === resource);
  return undefined;
}

/** What else a link to a resource says of it: the names that it had before, whether a store of the account's keeps it, and what is beside it. */
export function knownOf(
  resource: string,
  { kind }: Pick<SetLinkArgs, "kind">,
  args: FunctionSetArgs,
): Pick<LinkArgs, "was" | "stored" | "beside"> {
  const { queues = {}, topics = {}, secrets = {}, tables = {} } = args;
  const { was = [] } = queues[resource] ?? topics[resource] ?? secrets[resource] ?? tables[resource] ?? {};
  const beside = besides(resource, args);
  return {
    was,
    ...(kind === "secret" && isStored(resource, args) ? { stored: true } : {}),
    ...(beside === undefined ? {} : { beside }),
  };
}

/** How many resources that accounts limit a set has, and how many links to them. */
export const countResources = (args: FunctionSetArgs) =>
  ({
    messageLinks: linksTo(args, "queue", "topic").length,
    secretLinks: linksTo(args, "secret").length,
    storedSecrets: Object.values(args.secrets ?? {}).filter(({ secretsStore }) => secretsStore !== undefined).length,
    tables: Object.keys(args.tables ?? {}).length,
    tableVerbs: linksTo(args, "table").flatMap(({ verbs }) => verbs).length,
  }) satisfies Partial<Footprint>;

/** What a set asks for of which a preview says what its cloud makes of it. */
export function notedFeatures(args: FunctionSetArgs): readonly FeatureName[] {
  const hasCopies = Object.keys(args.secrets ?? {}).some((key) => !isStored(key, args));
  return hasCopies ? ["secret"] : [];
}
