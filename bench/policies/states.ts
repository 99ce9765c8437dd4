import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import type { ResourceState } from "../../kit/engine/index.ts";
import { type ConfigValue, evaluate } from "../../kit/testing/index.ts";
import { repository } from "../../tests/support/command.ts";

const isConfig = (value: unknown): value is Readonly<Record<string, ConfigValue>> =>
  typeof value === "object" && value !== null;

const Stack = v.object({ config: v.custom<Readonly<Record<string, ConfigValue>>>(isConfig) });

/** What the project's own settings have. */
const places = { "fourfold-shop:gcpRegion": "europe-west1", "fourfold-shop:azureLocation": "westeurope" };

/** The shop on four clouds as it is deployed with the settings of its development. */
export async function shopStates(): Promise<readonly ResourceState[]> {
  const { config: own } = v.parse(Stack, parse(readFileSync(join(repository, "Pulumi.dev.yaml"), "utf8")));
  const config = { ...places, ...own };
  // A module runs once in a process, and this one is asked for by two benchmarks.
  const program = () => import(`../../index.ts?${randomUUID()}`).then(() => undefined);
  const stack = await evaluate(program, { project: "fourfold-shop", stack: "dev", config, patience: 60_000 });
  return stack.states;
}

/** The same resources for another shop. */
function renamed(states: readonly ResourceState[], shop: number): readonly ResourceState[] {
  const own = states.filter(({ urn }) => urn.includes("::shop-"));
  return JSON.parse(JSON.stringify(own).replaceAll("::shop-", `::shop${shop}-`));
}

/** As many resources as are asked for: the shop's, then those of other shops. */
export function resourcesOf(states: readonly ResourceState[], count: number): readonly ResourceState[] {
  const all = [...states];
  for (let shop = 2; all.length < count; shop++) all.push(...renamed(states, shop));
  return all.slice(0, count);
}
