import { resolve } from "node:path";
import { type BundleRequest, bundle } from "../../../kit/bundler/index.ts";
import { setsOf } from "../names.ts";
import type { Prepared } from "./prepared.ts";

/** The folder in which components look for bundles, so that evaluations find them. */
const outdir = resolve(".fourfold/build");

/** Our bundler, called as by the components: for one function at a time, all of them in the same tick. */
export function prepare(names: readonly string[]): Prepared {
  const requests = [...setsOf(names)].flatMap(([set, members]) =>
    members.map(
      (name): BundleRequest => ({
        ...{ set, name, outdir },
        root: resolve(`src/${set}.ts`),
        handler: `./${name}.ts`,
        trigger: "http",
        cloud: "aws",
        settings: { timeout: 20, http: { streaming: false, maxBody: 1_048_576 } },
      }),
    ),
  );
  return {
    bundle: () => Promise.all(requests.map(bundle)),
    checks: true,
    files: requests.map(({ set, name }) => `${outdir}/${set}/${name}/aws/code/index.mjs`),
  };
}
