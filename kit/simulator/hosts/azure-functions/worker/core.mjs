/**
 * The module `@azure/functions-core`, which exists only inside the Functions host's worker for Node apps. The official
 * `@azure/functions` model loads it and registers itself and the app's functions here.
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/types-core/index.d.ts
 */

/** @type {Map<string, { metadata: object, callback: Function }>} Registered functions by name. */
export const functions = new Map();

/** @type {Map<string, Function[]>} */
const hooks = new Map();

/** The model and the sink of log lines: set by the app and by the worker. */
const state = { model: undefined, log: () => undefined };

export const version = "4.0.0";
export const hostVersion = "4.1040.0";

export class Disposable {
  constructor(release) {
    this.release = release;
  }
  dispose() {
    this.release();
  }
}

export function registerFunction(metadata, callback) {
  functions.set(metadata.name, { metadata, callback });
  return new Disposable(() => functions.delete(metadata.name));
}

export function setProgrammingModel(model) {
  state.model = model;
}

export function getProgrammingModel() {
  return state.model;
}

export function registerHook(name, callback) {
  hooks.set(name, [...(hooks.get(name) ?? []), callback]);
  return new Disposable(() =>
    hooks.set(
      name,
      hooks.get(name).filter((registered) => registered !== callback),
    ),
  );
}

/** Runs the hooks of a name, in the order of their registration. */
export async function runHooks(name, context) {
  for (const hook of hooks.get(name) ?? []) await hook(context);
}

export function setLog(log) {
  state.log = log;
}

export function log(level, category, message) {
  state.log({ level, category, message });
}
