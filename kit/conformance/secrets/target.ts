import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Cloud } from "fourfold";
import type { Mishap } from "../tables/target.ts";
import type { ReadResult } from "./reading.ts";
import type { SecretName } from "./set.ts";

/** Where secrets are deployed. */
export interface SecretTarget {
  readonly cloud: Cloud;
  /** Has the function `api` read a secret. */
  read(secret: SecretName, method?: "get" | "previous", fresh?: boolean): Promise<ReadResult>;
  /** Has the function `other` read a secret anew. */
  readElsewhere(secret: SecretName): Promise<ReadResult>;
  /** Has it read a secret several times at the same time, in one run. */
  readTogether(secret: SecretName, times: number, fresh?: boolean): Promise<readonly ReadResult[]>;
  /** The names of the secrets that a function was handed. */
  handed(to: "api" | "other"): Promise<readonly string[]>;
  /** Everything that functions have written to their logs. */
  logs(): Promise<string>;
  /** Does something while calls of the cloud meet with a mishap: so many of them, counted from now. */
  during<T>(mishap: Mishap, calls: number, work: () => Promise<T>): Promise<T>;
  /** Has a function ask the cloud for a secret by where it is. */
  intrude(as: "api" | "other", secret: SecretName): Promise<ReadResult>;
  /** What a function sees in `process.env`. */
  environment(of: "api" | "other"): Promise<Readonly<Record<string, string>>>;
  /** Sets a secret, as the command line does. */
  set(secret: SecretName, value: string): Promise<void>;
  /** Gives it bytes as its value, as somebody else may do with the cloud's API. @throws Error where that has texts only */
  setBytes(secret: SecretName, value: Uint8Array): Promise<void>;
  /** Gives a generated secret another value, as the command line does. */
  rotate(secret: SecretName): Promise<void>;
  /** Deploys the set again with changed functions, and with another value of `bound`, if one is given. */
  deployAgain(bound?: string): Promise<void>;
}

/** A value that no other behaviour knows. */
export const newValue = (): string => `value ${randomUUID()}`;

/** Expects that a secret is read, and answers its value. */
export async function requireValue(read: Promise<ReadResult>): Promise<string> {
  const { answer, error } = await read;
  assert.equal(error, undefined);
  assert.equal(typeof answer, "string");
  return String(answer);
}

/** Expects that there is no such value. */
export async function requireNone(read: Promise<ReadResult>): Promise<void> {
  assert.deepEqual(await read, {});
}

/** Expects that a secret is not read, and answers why. */
export async function refusedWith(code: string, read: Promise<ReadResult>): Promise<string> {
  const { answer, error } = await read;
  assert.equal(answer, undefined);
  assert.equal(error?.code, code, error?.message);
  return String(error?.message);
}
