import { Config } from "@pulumi/pulumi";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";

/** A set whose logs are protected as the stack says. */
const protection = new Config().require<Protection>("protection");
const foundation = new Foundation("site", { cloud: "aws" });
const bind = { phrase: "hello" };
export const { urls } = new FunctionSet("site", deploy(greetings, { cloud: "aws", on: foundation, protection, bind }));
