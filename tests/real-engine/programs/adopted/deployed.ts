import { Config } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import { places } from "../shared/everywhere.ts";
import { archive } from "./set.ts";

const cloud = new Config().require<Cloud>("cloud");

export const foundation = new Foundation("acme", { cloud, ...places, protection: "destroy" });

/** The set, whose data stays when it leaves the program. */
export function deployArchive(options: FunctionSetOptions = {}) {
  const args = deploy(archive, { cloud, on: foundation, protection: "retain" });
  const { urls, handles } = new FunctionSet("archive", args, options);
  return { urls, handles };
}
