import { SecretError } from "fourfold/runtime";
import { type Call, serveCloud } from "../support/cloud.ts";

/** What a cloud answers: a status, and what is written as JSON. */
export type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** A server in the place of the three clouds that are asked for secrets. */
export function openClouds(answer: (call: Call) => Answer) {
  return serveCloud((call) => {
    const [status, body, headers = {}] = answer(call);
    return { status, headers, body: JSON.stringify(body) };
  });
}

/** The code that a secret is not read with, or its value. */
export async function outcomeOf(read: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof SecretError) return error.code;
    throw error;
  }
}
