import { startCommand } from "../../../tests/support/command.ts";
import type { Deployed, Vendor } from "./vendor.ts";

const loopback = new URL("loopback.mjs", import.meta.url).href;
const longestStart = 20_000;

/** Starts a Node.js program that serves deployed code, and waits until it listens. */
export async function startServer(
  file: string,
  args: readonly string[],
  { folder, environment }: Deployed,
): Promise<Vendor> {
  const command = startCommand(process.execPath, ["--import", loopback, file, ...args], {
    cwd: folder,
    env: { ...environment, NODE_ENV: "production" },
  });
  const listening = /^Listening at (\d+)$/m;
  await command.until(listening, longestStart);
  const [, port] = listening.exec(command.text()) ?? [];
  const stop = async () => {
    command.process.kill("SIGKILL");
    await command.finished;
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
