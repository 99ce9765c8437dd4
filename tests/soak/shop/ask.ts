import { setTimeout } from "node:timers/promises";
import * as v from "valibot";
import type { Books } from "./books.ts";
import type { Shop } from "./deploy.ts";

/** How long a customer asks again, in milliseconds: longer than the simulator takes to start again. */
const patience = 120_000;
/** How long a customer waits for one answer, in milliseconds. */
const limit = 30_000;
const pause = 250;

/** What a customer asks of a shop. */
export interface Question {
  readonly method?: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: object;
  readonly token?: string | undefined;
  /** The idempotency key. */
  readonly key?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A shop, and what is known of it. */
export interface Visit {
  readonly shop: Shop;
  readonly books: Books;
}

const Problem = v.object({ code: v.string() });

/** The code of a refusal. */
export const codeOf = ({ body }: Answer): string | undefined => (v.is(Problem, body) ? body.code : undefined);

function requestOf({ method = "GET", body, token, key }: Question): RequestInit {
  return {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(limit),
  };
}

/** The answer, or nothing where there was none: the function was killed, or the simulator, which says what it can of it. */
async function once(question: Question, { url }: Shop): Promise<Answer | undefined> {
  try {
    const response = await fetch(url + question.path, requestOf(question));
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/**
 * Asks a shop, and again until it has answered. Its own failures are written down: what a database or a queue does not do at the moment
 * is a 503, and everything else a mistake of the shop.
 */
export async function ask(question: Question, { shop, books }: Visit): Promise<Answer> {
  for (const end = Date.now() + patience; Date.now() < end; await setTimeout(pause)) {
    const answer = await once(question, shop);
    if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer;
    if (answer?.status === 500 && codeOf(answer) !== undefined) books.surprise(question, answer);
    books.again += 1;
  }
  throw new Error(`${question.method ?? "GET"} ${question.path} on ${shop.cloud} was not answered for ${patience} ms.`);
}
