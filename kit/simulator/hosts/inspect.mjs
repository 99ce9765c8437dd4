/**
 * Runs inside the process of a function that can be debugged. Plain JavaScript, like the modules that load it.
 *
 * @returns The address of the process's own inspector, on a free port.
 */
import inspector from "node:inspector";

export function openInspector() {
  // Makes stack traces refer to the sources: https://nodejs.org/api/process.html#processsetsourcemapsenabledval
  process.setSourceMapsEnabled(true);
  inspector.open(0, "127.0.0.1");
  return inspector.url();
}
