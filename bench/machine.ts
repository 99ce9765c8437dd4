import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { versions } from "node:process";

/** Packages that are compared or used here. */
const compared = [
  ...["hono", "@hono/node-server", "zod", "valibot", "express", "serverless-http", "esbuild"],
  ...["aws-lambda-ric", "@google-cloud/functions-framework", "@azure/functions", "miniflare"],
  ...["@pulumi/pulumi", "@pulumi/aws", "@pulumi/gcp", "@pulumi/azure-native", "@pulumi/cloudflare"],
];

/** The version of an installed package, read from its file: `exports` often hide `package.json` from imports. */
export function versionOf(name: string): string {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}

/** Which versions of packages are compared besides. */
export function versionsOf(...packages: readonly string[]): string {
  return `Compared are ${packages.map((name) => `${name} ${versionOf(name)}`).join(", ")}.`;
}

/** The machine that figures were measured on. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${memory} GB, ${platform()} ${arch()}`;
}

/** What was measured with, line by line. */
export function describeVersions(): readonly string[] {
  return [
    `Node.js ${versions.node} (V8 ${versions.v8})`,
    compared.map((name) => `${name} ${versionOf(name)}`).join(", "),
  ];
}
