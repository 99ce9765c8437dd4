import assert from "node:assert/strict";
import { problemOf } from "../behaviour.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";
import type { OwnTarget } from "./target.ts";

const MB = 1_048_576;

/** The largest body that is sent, in bytes: some clouds have limits of their own not far above it, and traffic costs money. */
export const largestOwnBody = 4 * MB;

/** Why a body over the limit cannot be sent. Undefined where it can. */
export function obstacleToLimit({ settings, paths }: OwnTarget): string | undefined {
  if (settings === undefined)
    return "the stack does not say its settings: run `pulumi up` with this version of Fourfold";
  if (paths.unknown === undefined) return "no route of it ends with a *, and only an unknown path is safe to post to";
  if (settings.maxBody < largestOwnBody) return undefined;
  const sizes = [settings.maxBody, largestOwnBody].map((size) => `${Math.round((10 * size) / MB) / 10} MB`);
  return `its limit is ${sizes[0]}, and no more than ${sizes[1]} is sent`;
}

/** Sends one byte more than the function accepts. Its length is declared, so that it does not reach the app. */
export function sendTooMuch({ ask, paths, settings }: OwnTarget, headers: Record<string, string> = {}) {
  const body = new Uint8Array((settings?.maxBody ?? 0) + 1);
  const typed = { "content-type": "application/octet-stream", ...headers };
  return ask(paths.unknown ?? "/", { method: "POST", headers: typed, body });
}

const isLimited: OwnBehaviour = {
  name: "answers 413 to a body of one byte more than its limit, and lets no cache keep it",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14",
  obstacleTo: obstacleToLimit,
  async run(target) {
    const response = await sendTooMuch(target);

    const { code } = await problemOf(response, 413);
    assert.equal(code, "content_too_large");
    assert.equal(response.headers.get("cache-control"), "no-store");
  },
};

export const limits: OwnGroup = { subject: "limits", behavioursOf: () => [isLimited] };
