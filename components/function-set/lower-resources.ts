import { type Input, secret as toSecret } from "@pulumi/pulumi";
import {
  type AnySet,
  FourfoldError,
  type Handle,
  type QueueOptions,
  type Resource,
  requireSecretValue,
  type SecretResource,
  type TableOptions,
  type TopicOptions,
} from "fourfold";
import type { Cloud } from "../support/cloud.ts";
import { attributesOf, requireHandle } from "../support/handle.ts";
import { isLater, toJson } from "../support/inputs.ts";
import type {
  FunctionSetArgs,
  SetFeedArgs,
  SetLinkArgs,
  SetQueueArgs,
  SetSecretArgs,
  SetTableArgs,
  SetTopicArgs,
} from "./args.ts";
import { lowerBoundTable } from "./bound-tables.ts";

type Bound = Readonly<Record<string, Input<unknown>>>;

/** Plain JavaScript can bind what is not JSON: a function, a circular object, a bigint. */
function writeParam(bound: Input<unknown>, name: string, where: string): Input<string> {
  const refuse = (cause?: unknown): never => {
    const what = `the value that the param "${name}" is bound to cannot be written as JSON.`;
    const fix = "Bind it to texts, numbers, booleans, null, or lists and objects of them.";
    throw new FourfoldError("ERR_BIND", { where, what, fix, cause });
  };
  try {
    return toJson(bound) ?? refuse();
  } catch (cause) {
    return refuse(cause);
  }
}

/** A param's value as JSON: what was bound, or what its owner's handle says. */
function lowerParam(resource: Resource, bound: Input<unknown>, name: string, where: string): Input<string> {
  if (!("allowed" in resource)) return writeParam(bound, name, where);
  return attributesOf(bound as Input<Handle>, { kind: "param" }, `${where}, param "${name}"`)("value");
}

/** What a resource was bound to. @throws FourfoldError `ERR_BIND` */
function requireBound(bind: Bound, name: string, kind: string, where: string): Input<unknown> {
  const bound = bind[name];
  if (bound !== undefined) return bound;
  throw new FourfoldError("ERR_BIND", {
    where,
    what: `the ${kind} "${name}" is not bound.`,
    fix: `Pass \`bind: { ${name}: … }\` to deploy().`,
  });
}

function lowerFeed({ topic, where }: NonNullable<QueueOptions["from"]>): SetFeedArgs {
  return { topic, ...(where === undefined ? {} : { where: JSON.stringify(where) }) };
}

/** A mutable copy, as other languages have it. */
function lowerQueue({ from, was, backoff, ...others }: QueueOptions): SetQueueArgs {
  return {
    ...others,
    ...(backoff === undefined ? {} : { backoff: { ...backoff } }),
    ...(from === undefined ? {} : { from: lowerFeed(from) }),
    ...(was === undefined ? {} : { was: [...was] }),
  };
}

function lowerTopic({ attributes, was }: TopicOptions): SetTopicArgs {
  return {
    ...(attributes === undefined ? {} : { attributes: [...attributes] }),
    ...(was === undefined ? {} : { was: [...was] }),
  };
}

/** A function's link to a resource. */
export function lowerLink(resource: Resource, verbs: readonly string[] = []): SetLinkArgs {
  const isGenerated = resource.kind === "secret" && resource.options.generate !== undefined;
  const isBound = resource.kind === "table" && !resource.owned;
  return {
    ...{ kind: resource.kind, verbs: [...verbs] },
    ...(isGenerated ? { generated: true } : {}),
    ...(isBound ? { bound: true } : {}),
  };
}

/** A value that is known already is checked at once, and marked as secret before it goes anywhere. */
function lowerSecret(
  { options, owned }: SecretResource,
  bound: Input<unknown>,
  secretsStore: Input<string> | undefined,
  where: string,
): SetSecretArgs {
  const { generate, later, was } = options;
  const value = isLater(bound) || owned ? bound : requireSecretValue(bound, where);
  return {
    ...(owned ? {} : { value: toSecret(value as Input<string>) }),
    ...(generate === undefined ? {} : { generate }),
    ...(later === undefined ? {} : { later }),
    ...(secretsStore === undefined ? {} : { secretsStore }),
    ...(was === undefined ? {} : { was: [...was] }),
  };
}

const toList = (names: string | readonly string[]): string[] => [names].flat();

function lowerTable({ key, indexes = {}, counters, expires, was }: TableOptions): SetTableArgs {
  return {
    key: toList(key),
    indexes: Object.fromEntries(Object.entries(indexes).map(([name, names]) => [name, toList(names)])),
    ...(counters === undefined ? {} : { counters: [...counters] }),
    ...(expires === undefined ? {} : { expires }),
    ...(was === undefined ? {} : { was: [...was] }),
  };
}

type Lowered = Required<Pick<FunctionSetArgs, "params" | "queues" | "secrets" | "tables" | "topics" | "bound">>;

/** Where resources are deployed. */
interface Place {
  readonly cloud: Cloud;
  readonly on: unknown;
  readonly cloudflare?: { readonly secretsStore?: { readonly id: Input<string>; readonly secrets: readonly string[] } };
}

/** The id of the Secrets Store that keeps a secret. */
function storeOf({ cloud, cloudflare }: Place, secret: string): Input<string> | undefined {
  const store = cloud === "cloudflare" ? cloudflare?.secretsStore : undefined;
  return store?.secrets.includes(secret) ? store.id : undefined;
}

/** @throws FourfoldError `ERR_BIND` for what Secrets Store is to keep and is not a secret of the set. */
function checkStored({ resources }: AnySet, { cloudflare }: Place, where: string): void {
  const isOwn = (name: string): boolean => {
    const resource: Resource | undefined = Object.hasOwn(resources, name) ? resources[name] : undefined;
    return resource?.kind === "secret" && !("allowed" in resource);
  };
  const wrong = cloudflare?.secretsStore?.secrets.find((name) => !isOwn(name));
  if (wrong === undefined) return;
  const own = Object.keys(resources).filter(isOwn).join(", ") || "none: there are none";
  const what = `\`cloudflare.secretsStore\` names "${wrong}", which is not a secret of the set's own.`;
  throw new FourfoldError("ERR_BIND", { where, what, fix: `Name one of ${own}.` });
}

/**
 * The resources of a set as components take them.
 * @throws FourfoldError `ERR_BIND` for what is not bound, for a value that is not JSON, and for a table that is not as the set says.
 */
export function lowerResources(set: AnySet, bind: Bound, place: Place): Lowered {
  const { cloud } = place;
  const where = `Set "${set.name}"`;
  checkStored(set, place, where);
  const lowered: Lowered = { params: {}, queues: {}, secrets: {}, tables: {}, topics: {}, bound: {} };
  for (const [name, resource] of Object.entries<Resource>(set.resources)) {
    const bound = resource.owned ? undefined : requireBound(bind, name, resource.kind, where);
    if (resource.kind === "param") lowered.params[name] = lowerParam(resource, bound, name, where);
    else if (resource.kind === "secret" && !("allowed" in resource)) {
      lowered.secrets[name] = lowerSecret(resource, bound, storeOf(place, name), `${where}, secret "${name}"`);
    } else if (bound !== undefined) {
      const handle = bound as Input<Handle>;
      requireHandle(handle, { kind: resource.kind, cloud }, `${where}, ${resource.kind} "${name}"`);
      lowered.bound[name] = resource.kind === "table" ? lowerBoundTable(name, resource, handle, set, place) : handle;
    } else if (resource.kind === "queue") lowered.queues[name] = lowerQueue(resource.options);
    else if (resource.kind === "table") lowered.tables[name] = lowerTable(resource.options);
    else lowered.topics[name] = lowerTopic(resource.options);
  }
  return lowered;
}
