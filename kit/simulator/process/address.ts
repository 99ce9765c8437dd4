import { rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf, SimulatorError, type SimulatorErrorCode } from "../errors.ts";
import { readJson, writeJson } from "./json-file.ts";

/** The control address of a running simulator, and the token that it requires. */
export interface Address {
  readonly pid: number;
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly token: string;
}

/** What a new process reports to the one that started it. */
export type StartReport =
  | { readonly ready: string }
  | { readonly error: { readonly code: SimulatorErrorCode; readonly message: string } };

function fileIn(data: string): string {
  return join(data, "simulator.json");
}

/**
 * Writes the address for others to find, atomically; only this user can read it.
 * @throws SimulatorError `ERR_STORE` when the folder cannot be written.
 */
export function writeAddress(data: string, address: Address): void {
  const file = fileIn(data);
  try {
    writeJson(file, address);
  } catch (error) {
    throw unusable(file, error);
  }
}

export function removeAddress(data: string): void {
  rmSync(fileIn(data), { force: true });
}

/**
 * The address that was written last, if any: that process may be gone. A file that does not contain an address was not written
 * by {@link writeAddress}; the next start replaces it.
 *
 * @throws SimulatorError `ERR_STORE` when it cannot be read.
 */
export function readAddress(data: string): Address | undefined {
  try {
    const address = readJson(fileIn(data));
    return isAddress(address) ? address : undefined;
  } catch (error) {
    throw unusable(fileIn(data), error);
  }
}

function unusable(file: string, error: unknown): SimulatorError {
  const fix = "Free some space, or check its permissions, and try again.";
  return new SimulatorError("ERR_STORE", `${file} cannot be used (${messageOf(error)}). ${fix}`, error);
}

function isAddress(value: unknown): value is Address {
  if (typeof value !== "object" || value === null) return false;
  return "pid" in value && typeof value.pid === "number" && "url" in value && "token" in value;
}
