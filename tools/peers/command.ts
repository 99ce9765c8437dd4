import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** A peer that cannot be run, with the command and its error. */
export class PeerUnavailable extends Error {}

interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** The result of a command. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The folder that a peer is installed in, which git ignores. */
export function folderFor(name: string): string {
  const folder = resolve(".fourfold/peers", name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const lastLines = (lines: string): string => lines.trim().split("\n").slice(-5).join("\n");

function start(command: string, args: readonly string[], { cwd, env = {} }: CommandOptions): ChildProcess {
  return spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: "pipe",
  });
}

/** Runs a command to its end. @throws PeerUnavailable when it cannot be started. */
export async function run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const child = start(command, args, options);
  const code = new Promise<number | null>((done, fail) => {
    child.on("close", done);
    child.on("error", (error) => fail(new PeerUnavailable(`${command} cannot be started: ${error.message}`)));
  });
  // A command that does not read its input is noticed by its exit code.
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input ?? "");
  const outputs = Promise.all([child.stdout ? text(child.stdout) : "", child.stderr ? text(child.stderr) : ""]);
  const [ended, [output, errors]] = await Promise.all([code, outputs]);
  return { code: ended, output, errors };
}

/** Runs a command that must succeed. @returns Its output. @throws PeerUnavailable */
export async function need(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { code, output, errors } = await run(command, args, options);
  if (code === 0) return output;
  throw new PeerUnavailable(`"${[command, ...args].join(" ")}" ended with ${code}:\n${lastLines(errors || output)}`);
}

/** A free port of this machine. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("A server on a port has an address.");
  return address.port;
}

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** How long a server may take to answer, in milliseconds. */
const patience = 60_000;

/** Starts a server, and waits until it answers. @throws PeerUnavailable */
export async function serve(
  command: string,
  args: (port: number) => readonly string[],
  options: CommandOptions = {},
): Promise<RunningServer> {
  const port = await freePort();
  const child = start(command, args(port), options);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => printed.push(String(chunk)));
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  child.once("error", (error) => printed.push(error.message));
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + patience;
  while (!(await answers(url))) {
    if (child.exitCode === null && child.pid !== undefined && Date.now() < end) {
      await sleep(100);
      continue;
    }
    child.kill();
    throw new PeerUnavailable(`"${command}" does not answer:\n${lastLines(printed.join(""))}`);
  }
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch (error) {
    // It is not listening yet.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
