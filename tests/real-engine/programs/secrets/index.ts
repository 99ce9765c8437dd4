import { Config } from "@pulumi/pulumi";
import { clouds } from "fourfold";
import { createSite } from "../shared/everywhere.ts";

/** What nobody but the function may read. */
const phrase = new Config().requireSecret("phrase");

export const urls = Object.fromEntries(clouds.map((cloud) => [cloud, createSite(cloud, phrase).urls]));
export const again = phrase;
