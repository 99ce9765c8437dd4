import { createServer } from "node:net";
import { InvalidArgumentError } from "commander";
import { loadSimulatorClient } from "../simulated/index.ts";
import { FourfoldError } from "../spec/index.ts";

/** Parses a port from the command line. Ports below 1024 need privileges that a development tool should not have. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 1024 to 65535.");
}

async function describeHolder(port: number): Promise<string> {
  const { findHolder } = await loadSimulatorClient();
  const holder = await findHolder(port);
  return holder === undefined ? "" : ` by the simulated clouds of ${holder.root} (process ${holder.pid})`;
}

/** @throws FourfoldError `ERR_PORT` when something listens on a port of 127.0.0.1. */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen({ port, host: "127.0.0.1" }, resolve);
    });
  } catch (cause) {
    throw new FourfoldError("ERR_PORT", {
      what: `Port ${port} is in use${await describeHolder(port)}.`,
      fix: "End what uses it, or pass another one with --port.",
      cause,
    });
  } finally {
    server.close();
  }
}
