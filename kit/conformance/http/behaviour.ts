import assert from "node:assert/strict";
import { type Cloud, type FeatureName, supports } from "fourfold";
import type { Behaviour, Exception, Ground, Group } from "../behaviour.ts";
import type { Target } from "./target.ts";

/** What a cloud does instead of the behaviour, as its vendor documents it. */
export interface HttpException extends Exception<Target> {
  /** Which of the two deployments differ. @default both */
  readonly streaming?: boolean;
  /** How many requests it sends. @default as many as the behaviour */
  readonly requests?: number;
}

/** One thing that a function does for its clients in the same way on every cloud. */
export interface HttpBehaviour extends Behaviour<Target> {
  /** Which of the two deployments of one function it is about. @default both */
  readonly streaming?: boolean;
  /** Whether it is about functions behind routes, and not about one function. @default false */
  readonly routed?: boolean;
  /** How many requests it sends: whoever runs it on a real account is told in advance. @default 1 */
  readonly requests?: number;
  /** Whether it can only be seen in the function's log. @default false */
  readonly readsLogs?: boolean;
  /**
   * Whether it takes the function to a limit at which the platform may end the instance, with everything else that runs in it.
   * Then nothing else runs at the same time. @default false
   */
  readonly alone?: boolean;
  readonly except?: { readonly [C in Cloud]?: HttpException };
}

/** HTTP behaviours about one subject. */
export type HttpGroup = Group<HttpBehaviour>;

/** What to expect at a target: the behaviour, or what its cloud does instead. */
export interface Expectation extends Pick<HttpBehaviour, "name" | "run"> {
  readonly requests: number;
  readonly readsLogs: boolean;
  readonly alone: boolean;
  /** Why it is an exception, where it is one. */
  readonly exception?: Ground;
}

/** What a behaviour expects at a target. Undefined when it does not apply to this one. */
export function expectationOf(
  {
    name,
    except,
    run,
    requests = 1,
    readsLogs = false,
    alone = false,
    streaming: only,
    routed: several = false,
  }: HttpBehaviour,
  { cloud, streaming, routed = false }: Pick<Target, "cloud" | "streaming" | "routed">,
): Expectation | undefined {
  if ((only ?? streaming) !== streaming || several !== routed) return undefined;
  const expectation = { name, run, requests, readsLogs, alone };
  const exception = except?.[cloud];
  if (exception === undefined || (exception.streaming ?? streaming) !== streaming) return expectation;
  const { reason, source } = exception;
  const there = { run: exception.run, requests: exception.requests ?? requests };
  return { ...expectation, ...there, exception: { reason, source } };
}

/** The difference that the support table states for a cloud, as the reason for an exception. */
export function stated(feature: FeatureName, cloud: Cloud): Ground {
  const support = supports[feature].clouds[cloud];
  assert.equal(support.state, "adapted");
  return { reason: support.difference, source: support.source };
}

/** The problem details of a response, https://www.rfc-editor.org/rfc/rfc9457, in the one shape of every failure. */
export async function problemOf(response: Response, status: number): Promise<Readonly<Record<string, unknown>>> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const problem = Object(await response.json());
  assert.equal(problem.status, status);
  for (const member of ["type", "title", "code", "detail", "requestId"]) {
    assert.equal(typeof problem[member], "string", `${member} is missing`);
  }
  assert.equal(problem.requestId, response.headers.get("x-request-id"));
  return problem;
}

/** What the app saw of a request. */
export async function echoOf(response: Response): Promise<import("./handlers/echo.ts").Echo> {
  assert.equal(response.status, 200);
  return Object(await response.json());
}

/** Checks that the function still answers. */
export async function isAlive({ ask }: Target): Promise<void> {
  const response = await ask("/items/alive");
  assert.equal(response.status, 200);
  await response.body?.cancel();
}
