import { readFileSync } from "node:fs";
import { type PackageName, packages } from "../../contract.ts";

/** The values that a property may have, by the SDK's types. */
export type Shape =
  | { readonly type: "string" | "number" | "boolean"; readonly enum?: readonly (string | number)[] }
  | { readonly type: "any" | "asset" }
  | { readonly type: "array" | "map"; readonly items: Shape }
  | { readonly ref: string }
  | { readonly anyOf: readonly Shape[] };

export type Members = Readonly<Record<string, Shape & { readonly required?: true }>>;

/** A resource type in the SDK. */
export interface TypeSchema {
  readonly inputs: Members;
  /** Properties that only the cloud can set. */
  readonly outputs: readonly string[];
  readonly secretOutputs: readonly string[];
}

/** What `tools/schemas.ts` writes for a package: the types and functions that are simulated, and the shapes they use. */
export interface PackageSchema {
  readonly sdk: string;
  readonly version: string;
  /** The configuration of the provider. */
  readonly provider: Members;
  readonly types: Readonly<Record<string, TypeSchema>>;
  /** The arguments of the provider's functions. */
  readonly functions: Readonly<Record<string, Members>>;
  readonly shapes: Readonly<Record<string, Members>>;
}

/** Reads a package's schema. */
export type Schemas = (name: PackageName) => PackageSchema;

/** Schemas that are read on first use and then kept. */
export function createSchemas(): Schemas {
  const loaded = new Map<PackageName, PackageSchema>();
  return (name) => {
    const schema = loaded.get(name) ?? readSchema(name);
    loaded.set(name, schema);
    return schema;
  };
}

/** Where a package's schema is kept. */
export function schemaFile(name: PackageName): URL {
  return new URL(`../schema/${name}.json`, import.meta.url);
}

function readSchema(name: PackageName): PackageSchema {
  return JSON.parse(readFileSync(schemaFile(name), "utf8"));
}

/** The package of a type token: `aws` of `aws:lambda/function:Function`. */
export function packageOf(token: string): PackageName | undefined {
  return packages.find((name) => token.startsWith(`${name}:`));
}
