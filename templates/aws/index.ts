import { Config } from "@pulumi/pulumi";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { hello } from "./functions/hello.ts";

const config = new Config();
const protection = config.require<Protection>("protection");
const bind = { greeting: { word: config.require("greeting") } };

const foundation = new Foundation("hello", { cloud: "aws", protection });
const set = new FunctionSet("hello", deploy(hello, { cloud: "aws", on: foundation, protection, bind }));

/** The address of each function. */
export const urls = set.urls;
