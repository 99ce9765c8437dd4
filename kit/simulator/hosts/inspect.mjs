/**
 * Runs inside of a function's process that somebody may debug. Plain JavaScript, as what loads it.
 *
 * @returns the address of the process's own inspector, on a port that was free.
 */
import inspector from "node:inspector";

export function openInspector() {
  // Stack traces then name the sources as well: https://nodejs.org/api/process.html#processsetsourcemapsenabledval
  process.setSourceMapsEnabled(true);
  inspector.open(0, "127.0.0.1");
  return inspector.url();
}
