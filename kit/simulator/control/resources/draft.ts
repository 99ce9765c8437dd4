import { isDeepStrictEqual } from "node:util";
import {
  CloudError,
  type Properties,
  type ResourceDraft,
  type ResourceRequest,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../contract.ts";
import { valuesAt } from "../check/constraints.ts";
import { withoutNotes } from "../wire.ts";
import { findPlaced, type Placed, placeOutputs } from "./place.ts";

type Asked = Omit<ResourceRequest, "found">;

/**
 * Determines what can be known of a resource before the cloud is asked for anything: what it refers to, the outputs that it
 * keeps, its id, and that all of these are free. When one of them is refused, nothing has been changed yet.
 *
 * @param old - The resource that an update changes.
 * @throws CloudError in the cloud's words.
 */
export async function draftResource(
  asked: Asked,
  old: StoredResource | undefined,
  placed: Placed,
  world: World,
): Promise<ResourceDraft> {
  const { type } = placed;
  const referents = findReferents(asked, type, world);
  const request: ResourceRequest = { ...asked, found: (property) => referentOf(referents, property, type) };
  const once = lastingOutputs(request, old, type, world);
  const id = old?.id ?? (await type.id({ ...request, once }, world));
  const draft: ResourceDraft = { ...request, id, once, ...(old === undefined ? {} : { old }) };
  if (!type.stateless) requireFree(draft, placed, world);
  type.check?.(draft, world);
  return draft;
}

/** All outputs of a resource, except those that its provider's configuration adds. */
export async function answerOf(draft: ResourceDraft, placed: Placed, world: World): Promise<Properties> {
  const { type } = placed;
  const { inputs, once, old } = draft;
  const kept = (type.keeps ?? []).flatMap((name) => (old === undefined ? [] : [[name, old.outputs[name]] as const]));
  const unsaid = Object.entries({ ...type.defaults, ...Object.fromEntries(kept) }).filter(
    ([name]) => (inputs[name] ?? undefined) === undefined,
  );
  const place = placeOutputs(old === undefined ? placed : { ...placed, scope: old.scope });
  const computed = await type.outputs?.(draft, world);
  return { ...withoutNotes(inputs), ...Object.fromEntries(unsaid), ...place, ...once, ...computed };
}

function findReferents(asked: Asked, { refers = {} }: ResourceType, world: World): ReadonlyMap<string, StoredResource> {
  const referents = new Map<string, StoredResource>();
  for (const [property, { find, missing }] of Object.entries(refers)) {
    for (const value of valuesAt(asked.inputs, property.split(".")).flat()) {
      if (typeof value !== "string") continue;
      const found = find(value, asked, world);
      if (found === undefined) throw missing(value, asked);
      if (found !== true) referents.set(property, found);
    }
  }
  return referents;
}

function referentOf(
  referents: ReadonlyMap<string, StoredResource>,
  property: string,
  { token }: ResourceType,
): StoredResource {
  const found = referents.get(property);
  if (found !== undefined) return found;
  throw new TypeError(`${property} of this ${token} names no deployed resource.`);
}

function lastingOutputs(
  request: ResourceRequest,
  old: StoredResource | undefined,
  { once = {} }: ResourceType,
  world: World,
): Properties {
  const entries = Object.entries(once).map(
    ([name, make]) => [name, old?.outputs[name] ?? make(request, world)] as const,
  );
  return Object.fromEntries(entries);
}

function requireFree(draft: ResourceDraft, placed: Placed, world: World): void {
  const { type, services } = placed;
  const refusal = (): CloudError => type.taken?.(draft) ?? services.taken?.(draft) ?? alreadyExists(draft);
  if (draft.old === undefined && findPlaced(placed, draft.id, undefined, world) !== undefined) throw refusal();
  for (const { key, taken } of type.unique ?? []) {
    const wanted = key(draft);
    if (wanted === undefined) continue;
    const [other] = world.store.find(type.token, (one) => key(one) === wanted && !isSameResource(one, draft.old));
    if (other !== undefined) throw taken?.(draft, other) ?? refusal();
  }
}

function isSameResource(one: StoredResource, other: StoredResource | undefined): boolean {
  return one.id === other?.id && isDeepStrictEqual(one.scope, other.scope);
}

function alreadyExists({ type, id, scope }: ResourceDraft): CloudError {
  return new CloudError(
    "AlreadyExists",
    `${type} "${id}" already exists in account ${scope.account}, ${scope.region}.`,
    409,
  );
}
