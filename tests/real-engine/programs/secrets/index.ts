import { Config } from "@pulumi/pulumi";
import { clouds } from "fourfold";
import { createSite } from "../shared/everywhere.ts";

/** What nobody but the function may read. Pulumi hides the setting's own text everywhere, but not what is made of it. */
const phrase = new Config().requireSecret("phrase").apply((text) => text.toUpperCase());

export const urls = Object.fromEntries(clouds.map((cloud) => [cloud, createSite(cloud, phrase).urls]));
export const again = phrase;
