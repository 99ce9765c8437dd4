import { Config } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet, type Protection } from "fourfold/components";
import { shop } from "./functions/shop.ts";

const config = new Config();
const gcp = { project: config.require("gcpProject"), region: config.require("gcpRegion") };
const azure = { location: config.require("azureLocation") };
const cloudflare = {
  accountId: config.require("cloudflareAccountId"),
  workersSubdomain: config.require("cloudflareSubdomain"),
};
const protection = config.require<Protection>("protection");
const logRetention = config.require("logRetention");
const bind = { taxes: { DE: 1_900 } };

const sets = config.requireObject<Cloud[]>("clouds").map((cloud) => {
  const foundation = new Foundation(`shop-${cloud}`, { cloud, protection, logRetention, gcp, azure, cloudflare });
  return [cloud, new FunctionSet(`shop-${cloud}`, deploy(shop, { cloud, on: foundation, protection, bind }))] as const;
});

/** The address of each function, by cloud. */
export const urls = Object.fromEntries(sets.map(([cloud, set]) => [cloud, set.urls]));
