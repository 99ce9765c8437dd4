import { Config, type Output } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { Foundation, FunctionSet, type FunctionSetArgs, type Protection } from "fourfold/components";
import { places } from "../shared/everywhere.ts";

/** Where a set is deployed, and the value that the stack binds. */
export interface Placed {
  readonly cloud: Cloud;
  readonly on: Foundation;
  readonly protection: Protection;
  readonly setting: Output<string>;
}

/** A set on the cloud that the stack names. */
export function deployed(lower: (placed: Placed) => FunctionSetArgs, protection: Protection = "destroy") {
  const config = new Config();
  const cloud = config.require<Cloud>("cloud");
  const on = new Foundation("acme", { cloud, ...places, protection: "destroy" });
  const setting = config.requireSecret("stripe");
  const { urls, handles } = new FunctionSet("safe", lower({ cloud, on, protection, setting }));
  return { urls, handles };
}
