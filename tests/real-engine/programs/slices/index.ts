import { clouds } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { places } from "../shared/everywhere.ts";
import { pair } from "./sets.ts";

/** Two functions of one set on each cloud, one of which has an address. */
export const urls = clouds.map((cloud) => {
  const on = new Foundation(`pair-${cloud}`, { cloud, ...places });
  const args = deploy(pair, { cloud, on, protection: "destroy", bind: { phrase: "hello" } });
  return new FunctionSet(`pair-${cloud}`, args).urls;
});
