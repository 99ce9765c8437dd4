import assert from "node:assert/strict";
import { type Cloud, type FeatureName, supports } from "fourfold";
import type { Target } from "./target.ts";

/** A cloud's own, documented way, where it is not the behaviour. */
export interface Exception {
  /** Why the cloud differs. */
  readonly reason: string;
  /** The vendor's page, or its code, that says so. */
  readonly source: string;
  /** Which of the two deployments differ. @default both */
  readonly streaming?: boolean;
  /** What happens there instead. */
  run(target: Target): Promise<void>;
}

/** One thing that a function does for whoever asks it, on every cloud alike. */
export interface Behaviour {
  readonly name: string;
  /** The standard that asks for it. */
  readonly source?: string;
  /** Which of the two deployments it is about. @default both */
  readonly streaming?: boolean;
  readonly except?: { readonly [C in Cloud]?: Exception };
  run(target: Target): Promise<void>;
}

/** Behaviours about one subject. */
export interface Group {
  readonly subject: string;
  readonly behaviours: readonly Behaviour[];
}

/** What is to be seen at a target: the behaviour, or what its cloud does instead. */
export function expectationOf({ except, run }: Behaviour, { cloud, streaming }: Pick<Target, "cloud" | "streaming">) {
  const exception = except?.[cloud];
  const applies = exception !== undefined && (exception.streaming ?? streaming) === streaming;
  return applies ? { title: `, except: ${exception.reason}`, run: exception.run } : { title: "", run };
}

/** The difference that the support table states for a cloud, as the ground of an exception. */
export function stated(feature: FeatureName, cloud: Cloud): Pick<Exception, "reason" | "source"> {
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

/** That the function still answers. */
export async function isAlive({ ask }: Target): Promise<void> {
  const response = await ask("/items/alive");
  assert.equal(response.status, 200);
  await response.body?.cancel();
}
