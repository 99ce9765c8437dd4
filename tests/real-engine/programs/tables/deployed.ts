import { Config } from "@pulumi/pulumi";
import type { AnySet, Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { places } from "../shared/everywhere.ts";

/** A set on the cloud that the stack names. */
export function deployNotes(set: AnySet, protection: Protection = "destroy") {
  const cloud = new Config().require<Cloud>("cloud");
  const on = new Foundation("acme", { cloud, ...places, protection: "destroy" });
  const { urls, handles } = new FunctionSet("notes", deploy(set, { cloud, on, protection }));
  return { urls, handles };
}
