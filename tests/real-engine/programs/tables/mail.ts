import { Config, StackReference } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { places } from "../shared/everywhere.ts";
import { mail } from "./mail-set.ts";

/** The stack of another team, on a foundation of its own. */
const cloud = new Config().require<Cloud>("cloud");
const on = new Foundation("post", { cloud, ...places, protection: "destroy" });
const notes = new StackReference("organization/tables/dev").requireOutput("handles").apply((all) => all.notes);

export const { urls } = new FunctionSet(
  "mail",
  deploy(mail, { cloud, on, protection: "destroy", bind: { letters: notes } }),
);
