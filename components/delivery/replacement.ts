import { type ComponentResource, type CustomResource, type Output, runtime } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";

/** Whether an output has its value. In a preview it has none when its resource is yet to be made. */
async function isKnown(value: Output<unknown>): Promise<boolean> {
  return "isKnown" in value && (await value.isKnown) === true;
}

/**
 * Tells in a preview that a resource will be replaced. A component is not told what is deployed. But what will be replaced has no
 * id yet, and what was made beside it, and never changes, has one.
 *
 * @param name - What is made beside it.
 */
export function onReplacement(parent: ComponentResource, name: string, { id }: CustomResource, tell: () => void): void {
  const beside = new RandomId(name, { byteLength: 4 }, { parent });
  if (!runtime.isDryRun()) return;
  void Promise.all([isKnown(beside.id), isKnown(id)]).then(
    ([wasMade, isMade]) => {
      if (wasMade && !isMade) tell();
    },
    // Of a resource that is refused the engine tells.
    () => undefined,
  );
}
