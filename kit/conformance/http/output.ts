import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { clouds } from "fourfold";
import * as v from "valibot";

/** Marks the outputs of a stack that `fourfold verify` understands, and the shape they have. */
export const format = "conformance/1";

/** The ways in which the app is deployed: alone, or as one of several functions behind routes. */
export const kinds = ["buffered", "streaming", "routed"] as const;
export type Kind = (typeof kinds)[number];

/** The output of a stack about the app on one cloud. */
export const ConformanceOutput = v.object({
  fourfold: v.literal(format),
  /** The version of Fourfold whose app was deployed. */
  version: v.string(),
  targets: v.array(
    v.object({
      cloud: v.picklist(clouds),
      kind: v.picklist(kinds),
      /** The name of its set. */
      set: v.string(),
      url: v.pipe(v.string(), v.url()),
    }),
  ),
});
export type ConformanceOutput = v.InferOutput<typeof ConformanceOutput>;
export type DeployedTarget = ConformanceOutput["targets"][number];

const Package = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** The version of this package. */
export function packageVersion(): string {
  const file = findPackageJSON(".", import.meta.url);
  if (file === undefined) throw new Error("The package has no package.json.");
  return v.parse(Package, readFileSync(file, "utf8")).version;
}
