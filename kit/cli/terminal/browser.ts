import { spawn } from "node:child_process";

/** The command that opens an address on each platform, in the user's default browser. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  // `start` treats the first quoted argument as the window's title.
  win32: ["cmd", "/c", "start", '""'],
};

/** Opens an address in the browser, or prints why not: the session continues without it. */
export function openBrowser(address: string | undefined, print: (line: string) => void): void {
  if (address === undefined) {
    print("Nothing is opened: the program has no address.");
    return;
  }
  const [command, ...before] = openers[process.platform] ?? ["xdg-open"];
  const opened = spawn(command, [...before, address], { stdio: "ignore", detached: true });
  opened.on("error", ({ message }) => print(`${address} could not be opened in a browser: ${message}.`));
  opened.unref();
}
