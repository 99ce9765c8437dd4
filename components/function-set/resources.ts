import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { FunctionSetArgs } from "./args.ts";
import type { Members } from "./members.ts";
import { createMessages, type MessageNodes, type MessagesTransform, messagesOf } from "./messages.ts";
import { createSecrets, type SecretComponents, type SecretsTransform, secretsOf } from "./secrets.ts";
import { createTables, type TableComponents, type TablesTransform, tablesOf } from "./tables.ts";

/** What functions of a set use. A capability adds its lines here, and nowhere else in this folder. */
export interface ResourceNodes extends MessageNodes, SecretComponents, TableComponents {}

/** Changes to the arguments of what functions use. */
export interface ResourcesTransform extends MessagesTransform, SecretsTransform, TablesTransform {}

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

/** The names that a resource of the set had before. */
export function formerNames(args: FunctionSetArgs, resource: string): string[] {
  const { queues = {}, topics = {}, secrets = {}, tables = {} } = args;
  return (queues[resource] ?? topics[resource] ?? secrets[resource] ?? tables[resource])?.was ?? [];
}
