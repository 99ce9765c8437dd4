import { readFileSync } from "node:fs";
import { type PackageName, packages } from "../../contract.ts";

/** What a property may hold, as the SDK's own types say it. */
export type Shape =
  | { readonly type: "string" | "number" | "boolean"; readonly enum?: readonly (string | number)[] }
  | { readonly type: "any" | "asset" }
  | { readonly type: "array" | "map"; readonly items: Shape }
  | { readonly ref: string }
  | { readonly anyOf: readonly Shape[] };

export type Members = Readonly<Record<string, Shape & { readonly required?: true }>>;

/** What the SDK says of a resource type. */
export interface TypeSchema {
  readonly inputs: Members;
  /** Properties that only the cloud can give. */
  readonly outputs: readonly string[];
  readonly secretOutputs: readonly string[];
}

/** What `tools/schemas.ts` writes for a package: types and functions that the simulator has, and the shapes they use. */
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

/** Schemas that are read when they are first asked for, and then kept. */
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
