import { deploy, FunctionSet } from "fourfold/components";
import { welcomes } from "./set.ts";
import { createSites } from "./sites.ts";

/** As `components.ts`, with other names for the set and its function. */
export const urls = createSites({
  site: "place",
  deploy: (cloud, on, name, options) =>
    new FunctionSet(name, deploy(welcomes, { cloud, on, protection: "destroy", bind: { phrase: "hello" } }), options),
});
