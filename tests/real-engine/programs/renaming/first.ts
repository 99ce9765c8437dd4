import { deploy, FunctionSet } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";
import { createSites } from "./sites.ts";

export const urls = createSites({
  site: "site",
  deploy: (cloud, on, name, options) =>
    new FunctionSet(name, deploy(greetings, { cloud, on, protection: "destroy", bind: { phrase: "hello" } }), options),
});
