import { InvalidArgumentError } from "commander";
import type { PackageName } from "../simulator/contract.ts";
import { type Cloud, clouds, isCloud, type PerCloud } from "../spec/index.ts";

/** The Pulumi package of each cloud's resources. */
export const packageOf: PerCloud<PackageName> = {
  aws: "aws",
  gcp: "gcp",
  azure: "azure-native",
  cloudflare: "cloudflare",
};

/** The cloud that a Pulumi type or package belongs to: `aws:lambda/function:Function` is on aws. `undefined` for components. */
export function cloudOfType(type: string): Cloud | undefined {
  const [name] = type.split(":");
  return clouds.find((cloud) => packageOf[cloud] === name);
}

/** Parses clouds from the command line: `aws,gcp`. */
export function parseClouds(text: string): readonly Cloud[] {
  const names = text.split(",").map((name) => name.trim());
  const wrong = names.find((name) => !isCloud(name));
  if (wrong !== undefined) throw new InvalidArgumentError(`"${wrong}" is not one of ${clouds.join(", ")}.`);
  return names.filter(isCloud);
}
