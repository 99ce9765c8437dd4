import type { Store, StoredResource } from "../../../../contract.ts";
import { findById } from "../../arm.ts";
import { entityIn, subscriptionToken } from "../entities.ts";

/** What a path of the data plane names. It need not exist. */
export interface AddressedEntity {
  /** `orders`, `events/subscriptions/audit`. */
  readonly path: string;
  /** The ARM id that a role must cover. */
  readonly id: string;
  readonly entity: StoredResource | undefined;
  readonly isDead: boolean;
  /** What follows `messages`: nothing, `head`, or a message and its lock. */
  readonly rest: readonly string[];
}

/**
 * `orders/messages`, `events/subscriptions/audit/$DeadLetterQueue/messages/head`.
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#path-to-the-dead-letter-queue
 *
 * @returns `undefined` for another path.
 */
export function targetOf(store: Store, namespaceId: string, segments: readonly string[]): AddressedEntity | undefined {
  const end = segments.findIndex((segment, index) => index > 0 && segment.toLowerCase() === "messages");
  const isDead = segments[end - 1]?.toLowerCase() === "$deadletterqueue";
  const [name, kind, subscription, ...others] = segments.slice(0, isDead ? end - 1 : end);
  if (end === -1 || name === undefined || others.length > 0) return undefined;
  const rest = { isDead, rest: segments.slice(end + 1) };
  if (kind === undefined) {
    const entity = entityIn(store, namespaceId, name);
    return { path: name, id: entity?.id ?? `${namespaceId}/queues/${name}`, entity, ...rest };
  }
  if (kind.toLowerCase() !== "subscriptions" || subscription === undefined) return undefined;
  const id = `${namespaceId}/topics/${name}/subscriptions/${subscription}`;
  const path = `${name}/subscriptions/${subscription}`;
  return { path, id, entity: findById(store, subscriptionToken, id), ...rest };
}
