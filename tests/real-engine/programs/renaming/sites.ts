import { cloudwatch } from "@pulumi/aws";
import type { Alias, ComponentResourceOptions } from "@pulumi/pulumi";
import { type Cloud, clouds } from "fourfold";
import { Foundation, type FunctionSet } from "fourfold/components";
import { places } from "../shared/everywhere.ts";

/** How everything is called, and how it was called before. */
interface Names {
  readonly site: string;
  readonly was?: string;
  /** Deploys the set under a name. */
  deploy(cloud: Cloud, on: Foundation, name: string, options: ComponentResourceOptions): FunctionSet;
}

/** A set on each cloud, and a resource beside them. Answers their addresses. */
export function createSites({ site, was, deploy }: Names) {
  const formerly = (suffix: string): { aliases: Alias[] } => ({
    aliases: was === undefined ? [] : [{ name: `${was}-${suffix}` }],
  });
  new cloudwatch.LogGroup(`${site}-audit`, {}, formerly("audit"));
  const sites = clouds.map((cloud) => {
    const on = new Foundation(`${site}-${cloud}`, { cloud, ...places }, formerly(cloud));
    return [cloud, deploy(cloud, on, `${site}-${cloud}`, formerly(cloud)).urls] as const;
  });
  return Object.fromEntries(sites);
}
