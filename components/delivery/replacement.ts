import { type ComponentResource, type CustomResource, type Output, runtime } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";

/** Whether an output has its value. In a preview it has none when its resource has yet to be made. */
async function isKnown(value: Output<unknown>): Promise<boolean> {
  return "isKnown" in value && (await value.isKnown) === true;
}

/**
 * Reports in a preview that a resource will be replaced. A component does not know what is deployed. But a resource that will be
 * replaced has no id yet, and one that was made beside it, and never changes, has one.
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
    // The engine reports a resource that is refused.
    () => undefined,
  );
}
