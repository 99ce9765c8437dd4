import { deploy, FunctionSet } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";
import { createSites } from "./sites.ts";

/** As `first.ts`, with other names for the components and for the resource. */
export const urls = createSites({
  site: "place",
  was: "site",
  deploy: (cloud, on, name, options) =>
    new FunctionSet(name, deploy(greetings, { cloud, on, protection: "destroy", bind: { phrase: "hello" } }), options),
});
