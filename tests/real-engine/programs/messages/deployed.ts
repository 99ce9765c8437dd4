import { Config } from "@pulumi/pulumi";
import type { AnySet, Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { places } from "../shared/everywhere.ts";

/** A set on the cloud that the stack names, all of which goes with it. Answers where it answers requests. */
export function deployMail(set: AnySet) {
  const cloud = new Config().require<Cloud>("cloud");
  const on = new Foundation("acme", { cloud, ...places, messages: true, protection: "destroy" });
  return new FunctionSet("mail", deploy(set, { cloud, on, protection: "destroy" })).urls;
}
