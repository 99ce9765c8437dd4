import { performance } from "node:perf_hooks";
import { type Cloud, clouds, isCloud } from "../../kit/spec/index.ts";
import { type Clone, createClone } from "../../tests/support/clone.ts";
import type { Command } from "../../tests/support/command.ts";

/** The project, served on four simulated clouds as by `npm start`. */
export interface RunningProject {
  readonly session: Command;
  /** The time until all clouds were serving, in milliseconds. */
  readonly time: number;
  /** A local address on each cloud. */
  readonly addresses: ReadonlyMap<Cloud, string>;
  stop(): Promise<void>;
}

/** Local addresses by cloud, from the table that `dev` prints. */
export function addressesIn(text: string): ReadonlyMap<Cloud, string> {
  const rows = text.matchAll(/^(\w+) .*(http:\/\/127\.0\.0\.1:\d+)(?: .*)?$/gm);
  return new Map([...rows].flatMap(([, name = "", url = ""]) => (isCloud(name) ? [[name, url]] : [])));
}

/**
 * Starts a copy of the project and waits until all clouds are serving.
 *
 * @param folder - That of the project. @default the clone itself, which is the shop
 */
export async function startProject(clone: Clone, folder = clone.folder): Promise<RunningProject> {
  const start = performance.now();
  const session = clone.start(["dev"], { cwd: folder });
  await session.until(/^Serving/m, 180_000);
  const time = performance.now() - start;
  const addresses = addressesIn(session.text());
  const stop = async () => {
    session.process.kill("SIGINT");
    await session.finished;
  };
  if (addresses.size === clouds.length) return { session, time, addresses, stop };
  await stop();
  throw new Error(`Not every cloud serves:\n${session.text()}`);
}

/** Runs something with a copy of the project, the whole shop, which is removed afterwards. */
export async function withClone<T>(run: (clone: Clone) => Promise<T>): Promise<T> {
  const clone = createClone("shop");
  try {
    return await run(clone);
  } finally {
    clone.remove();
  }
}
