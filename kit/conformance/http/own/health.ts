import assert from "node:assert/strict";
import * as v from "valibot";
import { NotChecked } from "../../behaviour.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";

/** What `GET /health` says about a function's dependencies, as that of the shop does. */
const Health = v.object({ dependencies: v.record(v.string(), v.object({ state: v.string() })) });

/** The dependencies that are down, as far as the answer names them. */
function downIn(text: string): string {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Health), text);
  const dependencies = read.success ? Object.entries(read.output.dependencies) : [];
  const down = dependencies.filter(([, { state }]) => state !== "up").map(([name]) => name);
  return down.length === 0 ? "the answer does not name what is down" : `down: ${down.join(", ")}`;
}

/** `/health` is a convention of apps: an app without it does nothing wrong. */
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
