import type { ResourceType, StoredResource, World } from "../../contract.ts";

/**
 * Deletes a resource with everything inside it. All are removed from the store before anything is undone, so that nothing is
 * made to work again for the short time until its owner is removed too.
 *
 * @param typeOf - The type of anything that may be inside.
 * @throws CloudError when the cloud would refuse. Then nothing has been changed.
 */
export async function removeResource(
  resource: StoredResource,
  typeOf: (token: string) => ResourceType | undefined,
  world: World,
): Promise<void> {
  const type = typeOf(resource.type);
  type?.checkRemoval?.(resource, world);
  if (type?.abandons?.(resource)) return;
  const inside = type?.inside?.(resource, world) ?? [];
  const left = [resource, ...inside];
  for (const one of left) world.store.delete(one.type, one.id, one.scope);
  try {
    // The newest first: it may need what was created before it.
    for (let next = left.at(-1); next !== undefined; next = left.at(-1)) {
      await typeOf(next.type)?.remove?.(next, world);
      left.pop();
    }
  } catch (error) {
    for (const one of left) world.store.put(one);
    throw error;
  }
}
