/**
 * Preloaded into a runtime that would listen on every address of the machine, at a port that may be taken: it listens
 * on this machine only, at a free port, and says which.
 */
import { Server } from "node:net";

const { listen } = Server.prototype;
Server.prototype.listen = function (_port, ...rest) {
  this.once("listening", () => process.stderr.write(`Listening at ${this.address().port}\n`));
  return listen.call(this, { host: "127.0.0.1", port: 0 }, ...rest.filter((value) => typeof value === "function"));
};
