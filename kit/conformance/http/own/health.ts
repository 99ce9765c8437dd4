import assert from "node:assert/strict";
import * as v from "valibot";
import { NotChecked } from "../../behaviour.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";

/** What `GET /health` says of what a function depends on, as the shop's does. */
const Health = v.object({ dependencies: v.record(v.string(), v.object({ state: v.string() })) });

/** What is down, as far as the answer names it. */
function downIn(text: string): string {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Health), text);
  const dependencies = read.success ? Object.entries(read.output.dependencies) : [];
  const down = dependencies.filter(([, { state }]) => state !== "up").map(([name]) => name);
  return down.length === 0 ? "the answer does not name what is down" : `down: ${down.join(", ")}`;
}

/** `/health` is the app's own, by convention: an app that has none does nothing wrong. */
const isHealthy: OwnBehaviour = {
  name: "answers GET /health with 200",
  obstacleTo: ({ paths }) => (paths.hasHealth ? undefined : "no route leads from /health to it"),
  async run({ ask }) {
    const response = await ask("/health");
    const text = await response.text();
    const { status } = response;
    if (status > 200 && status < 500) throw new NotChecked(`the app answers GET /health with ${status}`);
    if (status !== 200) assert.fail(`GET /health is answered with ${status}: ${downIn(text)}`);
  },
};

export const health: OwnGroup = { subject: "health", behavioursOf: () => [isHealthy] };
