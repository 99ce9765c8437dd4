import { Config } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { places } from "../shared/everywhere.ts";
import { greetings } from "../shared/greetings.ts";

/** A set whose logs are protected as the stack says. */
const config = new Config();
const protection = config.require<Protection>("protection");
const cloud = config.get<Cloud>("cloud") ?? "aws";
const foundation = new Foundation("site", { cloud, protection, ...places });
const bind = { phrase: "hello" };
export const { urls } = new FunctionSet("site", deploy(greetings, { cloud, on: foundation, protection, bind }));
