import { numberAt, requiredText, textAt } from "../../../contract/read.ts";
import type { Reference, ResourceRequest, ResourceType, Store, StoredResource } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import { armId, findById, inGroup, isSame, notFound, sameId } from "../arm.ts";
import { parseDuration } from "./durations.ts";

export const namespaceToken = "azure-native:servicebus:Namespace";
export const namespaceArm = "Microsoft.ServiceBus/namespaces";
export const queueToken = "azure-native:servicebus:Queue";
export const topicToken = "azure-native:servicebus:Topic";
export const subscriptionToken = "azure-native:servicebus:Subscription";
export const ruleToken = "azure-native:servicebus:DefaultRule";

/** The API version that the provider uses. */
export const version = "2026-01-01";

type Place = Pick<ResourceRequest, "inputs" | "scope">;

const toNamespace = inGroup(namespaceToken, namespaceArm);

/** The ARM id of an entity in the namespace that a resource names. @param path - `queues/orders`. */
function idIn({ inputs, scope }: Place, path: string): string {
  const group = requiredText(inputs, "resourceGroupName");
  return `${armId(scope, group, namespaceArm, requiredText(inputs, "namespaceName"))}/${path}`;
}

export const toTopic: Reference = {
  find: (name, request, { store }) => findById(store, topicToken, idIn(request, `topics/${name}`)),
  missing: (name, request) => notFound(idIn(request, `topics/${name}`)),
};

export const toSubscription: Reference = {
  find: (name, request, { store }) => findById(store, subscriptionToken, idIn(request, pathOf(request, name))),
  missing: (name, request) => notFound(idIn(request, pathOf(request, name))),
};

function pathOf({ inputs }: Place, subscription: string): string {
  return `topics/${requiredText(inputs, "topicName")}/subscriptions/${subscription}`;
}

/**
 * "The destination entity must exist at the time the source entity is created."
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
 */
export const toDestination: Reference = {
  find: (name, request, { store }) => entityIn(store, idIn(request, "").slice(0, -1), name),
  missing: (name, request) => notFound(idIn(request, `queues/${name}`)),
};

/** A queue or a topic of a namespace: both share their names. */
export function entityIn(store: Store, namespaceId: string, name: string): StoredResource | undefined {
  return (
    findById(store, queueToken, `${namespaceId}/queues/${name}`) ??
    findById(store, topicToken, `${namespaceId}/topics/${name}`)
  );
}

/** The id of the namespace that a resource is in. */
export function namespaceIdOf({ id }: Pick<StoredResource, "id">): string {
  return id.split("/").slice(0, 9).join("/");
}

export function namespaceNamed(store: Store, name: string): StoredResource | undefined {
  return store.find(namespaceToken, ({ outputs }) => isSame(textAt(outputs, "name"), name))[0];
}

export function subscriptionsOf(store: Store, topic: StoredResource): readonly StoredResource[] {
  const start = `${topic.id}/subscriptions/`;
  return store.find(subscriptionToken, ({ id }) => isSame(id.slice(0, start.length), start));
}

export function nameOf({ outputs }: StoredResource): string {
  return requiredText(outputs, "name");
}

/** A duration among an entity's outputs, in milliseconds. `undefined`: it is not set. */
export function durationOf({ outputs }: StoredResource, property: string): number | undefined {
  const text = textAt(outputs, property);
  return text === undefined ? undefined : parseDuration(text);
}

/** "The default value is 10." https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#maximum-delivery-count */
export function attemptsOf({ outputs }: StoredResource): number {
  return numberAt(outputs, "maxDeliveryCount") ?? 10;
}

/** "The default value is 1 minute": https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock */
export function lockOf(entity: StoredResource): number {
  return durationOf(entity, "lockDuration") ?? 60_000;
}

/** A type of resource inside a namespace. */
interface InnerType extends Omit<ResourceType, "id" | "replaceOn"> {
  /** The input with its name. */
  readonly property: string;
  /** Its type in ARM below the namespace: `topics/subscriptions`. */
  readonly arm: string;
  /** Its path in the namespace: `topics/events/subscriptions/audit`. */
  path(request: Place, name: string): string;
}

/** Adds what all of them have: place and name, and the rules about these. */
export function innerType({ property, arm, path, ...type }: InnerType): ResourceType {
  const place = [property, "namespaceName", "resourceGroupName"];
  return {
    ...type,
    replaceOn: [...place, ...Object.keys(type.refers ?? {}).filter((name) => name === "topicName")],
    properties: { ...simulated(...place), ...type.properties },
    refers: { namespaceName: toNamespace, ...type.refers },
    // Unlike top-level resources, child resources get their logical name unchanged.
    once: { name: ({ inputs, name }) => textAt(inputs, property) ?? name, ...type.once },
    id: (request) => idIn(request, path(request, String(request.once.name))),
    unique: [sameId],
    defaults: { type: `${namespaceArm}/${arm}`, azureApiVersion: version, status: "Active", ...type.defaults },
  };
}
