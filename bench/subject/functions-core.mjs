import { registerHooks } from "node:module";

const core = new URL("../../kit/simulator/hosts/azure-functions/worker/core.mjs", import.meta.url).href;

/** Gives bundles the module that Azure's worker process brings, and returns it: in `functions` it has what they register. */
export function provideCore() {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "@azure/functions-core"
        ? { url: core, format: "module", shortCircuit: true }
        : next(specifier, context),
  });
  return import(core);
}
