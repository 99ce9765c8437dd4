import type { PackageName, PackageServices, StoredResource, World } from "../contract.ts";
import { messageOf, SimulatorError } from "../errors.ts";
import { packageOf } from "./check/schema.ts";

/** Receives what cannot be restored. */
interface Reporting {
  report(problem: string): void;
}

type Load = (name: PackageName) => Promise<PackageServices>;

/**
 * Makes everything work again that was deployed before, in order of creation. A failure is reported and does not stop the
 * rest: a simulator that has started can be inspected, updated and emptied.
 *
 * @throws SimulatorError `ERR_PORT` when an address that was given out is not available again.
 */
export async function restore(world: World & Reporting, load: Load): Promise<void> {
  if (!world.live) return;
  for (const resource of world.store.all()) {
    try {
      await applyStored(resource, world, load);
    } catch (error) {
      if (error instanceof SimulatorError) throw error;
      world.report(`${resource.type} "${resource.id}" does not work: ${messageOf(error)}`);
    }
  }
}

async function applyStored(resource: StoredResource, world: World, load: Load): Promise<void> {
  const name = packageOf(resource.type);
  const services = name === undefined ? undefined : await load(name);
  const type = services?.types.find((each) => each.token === resource.type);
  if (type === undefined) throw new Error("this version of the simulator does not know its type.");
  await type.apply?.(resource, world);
}
