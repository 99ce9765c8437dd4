import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { systemCode } from "../errors.ts";
import { isAlive } from "../sandboxes.ts";
import { readAddress } from "./address.ts";
import { readJson, writeJson } from "./json-file.ts";

/** A simulator that runs on this machine: which project it is for, and its control address. */
export interface Registered {
  readonly pid: number;
  /** The folder of the program that it was started for. */
  readonly root: string;
  readonly data: string;
}

/** One file for each simulator of this user, by process id. */
const folder = (): string => join(tmpdir(), `fourfold-simulators-${userInfo().username}`);

/** How long another simulator may take to respond, in milliseconds. */
const patience = 2_000;

/** Lets others on this machine find a simulator. Returns a function that undoes it. */
export function register(simulator: Registered): () => void {
  const file = join(folder(), String(simulator.pid));
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  writeJson(file, simulator);
  return () => rmSync(file, { force: true });
}

/** The simulator that listens on a port, if it is one of this user's. */
export async function findHolder(port: number): Promise<Registered | undefined> {
  for (const other of listRegistered()) if (await hasPort(other, port)) return other;
  return undefined;
}

/** Those that are running. Files that killed ones left are removed; one that ends meanwhile is not included. */
function listRegistered(): readonly Registered[] {
  return readNames().flatMap((name) => {
    const file = join(folder(), name);
    if (!isAlive(Number(name))) rmSync(file, { force: true });
    const found = readJson(file);
    return isRegistered(found) ? [found] : [];
  });
}

/** The names of the files, which are process ids. A file that is still being written has another name. */
function readNames(): readonly string[] {
  try {
    return readdirSync(folder()).filter((name) => /^\d+$/.test(name));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

function isRegistered(value: unknown): value is Registered {
  if (typeof value !== "object" || value === null) return false;
  return "pid" in value && typeof value.pid === "number" && "root" in value && "data" in value;
}

async function hasPort({ data }: Registered, port: number): Promise<boolean> {
  try {
    const address = readAddress(data);
    if (address === undefined) return false;
    const headers = { authorization: `Bearer ${address.token}` };
    const response = await fetch(`${address.url}/state`, { headers, signal: AbortSignal.timeout(patience) });
    const { endpoints }: { endpoints?: readonly { readonly url: string }[] } = JSON.parse(await response.text());
    return endpoints?.some(({ url }) => new URL(url).port === String(port)) ?? false;
  } catch {
    // It is about to end, or its folder cannot be read, or another program has its process id: the holder stays unknown.
    return false;
  }
}
