import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";
import { type OwnTarget, probe } from "./target.ts";

/** The id under which a request was logged, as the answer has it. */
async function idOf(target: OwnTarget, given?: string): Promise<string> {
  const response = await probe(target, given === undefined ? {} : { headers: { "x-request-id": given } });
  await response.body?.cancel();
  return response.headers.get("x-request-id") ?? "";
}

/** Request ids are set outside of the app, which may answer as it likes. */
const behaviours: readonly OwnBehaviour[] = [
  {
    name: "gives every request an id of its own, and tells it",
    requests: 2,
    async run(target) {
      const ids = [await idOf(target), await idOf(target)];

      assert.ok(!ids.includes(""), "an answer has no x-request-id");
      assert.equal(new Set(ids).size, 2, "two requests have the same id");
    },
  },
  {
    name: "keeps the id that the caller gives",
    async run(target) {
      const id = `fourfold-verify/${randomUUID()}`;

      assert.equal(await idOf(target, id), id);
    },
  },
  {
    name: "replaces an id that would spoil a log",
    async run(target) {
      const id = await idOf(target, "<script>");

      assert.ok(id !== "<script>", "it kept <script>");
    },
  },
];

export const requestIds: OwnGroup = { subject: "request ids", behavioursOf: () => behaviours };
