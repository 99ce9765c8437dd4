/**
 * Preloaded into a runtime that would listen on all addresses of the machine, on a port that may be taken: makes it listen on
 * the loopback address and a free port, and report the port.
 */
import { Server } from "node:net";

const { listen } = Server.prototype;
Server.prototype.listen = function (_port, ...rest) {
  this.once("listening", () => process.stderr.write(`Listening at ${this.address().port}\n`));
  return listen.call(this, { host: "127.0.0.1", port: 0 }, ...rest.filter((value) => typeof value === "function"));
};
