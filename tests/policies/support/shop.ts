import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "fourfold";
import { type EvaluatedResource, type EvaluatedStack, evaluate } from "fourfold/testing";
import * as v from "valibot";
import { parse } from "yaml";
import type { StateLike } from "../../../policies/sources/states.ts";
import { repository } from "../../support/command.ts";

const Stack = v.object({ config: v.record(v.string(), v.unknown()) });

const toText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The settings of the shop's production, with those of its development where it has none. */
export function production(on: readonly Cloud[]): Readonly<Record<string, string>> {
  const [dev, prod] = ["Pulumi.dev.yaml", "Pulumi.prod.yaml"].map(
    (file) => v.parse(Stack, parse(readFileSync(join(repository, file), "utf8"))).config,
  );
  const places = {
    "fourfold-shop:clouds": on,
    "fourfold-shop:gcpRegion": "europe-west1",
    "fourfold-shop:azureLocation": "westeurope",
  };
  const values = Object.entries({ ...dev, ...prod, ...places });
  return Object.fromEntries(values.map(([key, value]) => [key, toText(value)]));
}

/** The shop's production, when everything is known. */
export const evaluateShop = (on: readonly Cloud[]): Promise<EvaluatedStack> =>
  evaluate(() => import("../../../index.ts").then(() => undefined), {
    ...{ project: "fourfold-shop", stack: "prod", config: production(on) },
  });

export const stateOf = ({ propertyDependencies, ...resource }: EvaluatedResource): StateLike => ({
  ...resource,
  propertyDependencies,
});
