import { Config } from "@pulumi/pulumi";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { hello } from "./functions/hello.ts";

const config = new Config();
const cloudflare = {
  accountId: config.require("cloudflareAccountId"),
  workersSubdomain: config.require("cloudflareSubdomain"),
};
const protection = config.require<Protection>("protection");
const bind = { greeting: { word: config.require("greeting") } };

const foundation = new Foundation("hello", { cloud: "cloudflare", protection, cloudflare });
const set = new FunctionSet("hello", deploy(hello, { cloud: "cloudflare", on: foundation, protection, bind }));

/** The address of each function. */
export const urls = set.urls;
