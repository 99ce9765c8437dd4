import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { FourfoldError } from "../../spec/errors.ts";

/** A setting as `Pulumi.yaml` declares it: https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration */
const Declaration = v.object({
  type: v.optional(v.picklist(["string", "boolean", "integer", "array", "object"])),
  description: v.optional(v.string()),
  default: v.optional(v.unknown()),
  secret: v.optional(v.boolean()),
  value: v.optional(v.unknown()),
});
export type Declaration = v.InferOutput<typeof Declaration>;

const Text = v.union([v.string(), v.number(), v.boolean()]);

/** https://www.pulumi.com/docs/iac/concepts/projects/project-file/#nodejs-options */
const RuntimeOptions = v.object({
  typescript: v.optional(v.boolean(), true),
  tsconfig: v.optional(v.string(), "tsconfig.json"),
});

const Runtime = v.union([v.string(), v.object({ options: v.optional(RuntimeOptions, {}) })]);

const ProjectFile = v.object({
  name: v.string(),
  runtime: v.optional(Runtime, "nodejs"),
  main: v.optional(v.string()),
  config: v.optional(v.record(v.string(), v.union([Text, v.array(v.unknown()), Declaration])), {}),
});

/** The content of `Pulumi.yaml`. */
export interface ProjectFile {
  readonly name: string;
  readonly main: string | undefined;
  /** The settings with which ts-node compiles the program. `undefined` if Node runs the project's TypeScript. */
  readonly tsconfig: string | undefined;
  /** Settings by full key, `fourfold:clouds`. */
  readonly config: Readonly<Record<string, Declaration>>;
}

/** @throws FourfoldError `ERR_CONFIG` when the file does not exist or is not valid. */
export function readProjectFile(folder: string): ProjectFile {
  const { name, main, runtime, config } = readYaml(join(folder, "Pulumi.yaml"), ProjectFile);
  const { typescript, tsconfig } = typeof runtime === "string" ? v.parse(RuntimeOptions, {}) : runtime.options;
  const declarations = Object.entries(config).map(([key, value]): [string, Declaration] => [
    fullKey(name, key),
    // A bare value is a default.
    isDeclaration(value) ? value : { default: value },
  ]);
  return { name, main, tsconfig: typescript ? tsconfig : undefined, config: Object.fromEntries(declarations) };
}

function isDeclaration(value: v.InferOutput<typeof ProjectFile>["config"][string]): value is Declaration {
  return typeof value === "object" && !Array.isArray(value);
}

const StackFile = v.object({
  config: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  encryptionsalt: v.optional(v.string()),
  secretsprovider: v.optional(v.string()),
});

/** The content of `Pulumi.<stack>.yaml`. */
export interface StackFile {
  readonly path: string;
  /** Settings by full key. Encrypted ones are `{ secure: "v1:…" }`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The salt for deriving a key from the passphrase, if one is used. */
  readonly salt: string | undefined;
}

/** A stack without a file has no settings of its own. */
export function readStackFile(folder: string, project: string, stack: string): StackFile {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) return { path, config: {}, salt: undefined };
  const { config, encryptionsalt } = readYaml(path, StackFile);
  const settings = Object.entries(config ?? {}).map(([key, value]) => [fullKey(project, key), value]);
  return { path, config: Object.fromEntries(settings), salt: encryptionsalt };
}

/** Keys without a namespace are the project's own. */
function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function readYaml<Schema extends v.GenericSchema>(file: string, schema: Schema): v.InferOutput<Schema> {
  try {
    return v.parse(schema, parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const reason = cause instanceof v.ValiError ? describeIssue(cause) : String(cause);
    throw new FourfoldError("ERR_CONFIG", {
      where: file,
      what: `it cannot be used: ${reason}.`,
      fix: "Correct it.",
      cause,
    });
  }
}

function describeIssue({ issues: [issue] }: v.ValiError<v.GenericSchema>): string {
  return `${v.getDotPath(issue) ?? "the whole file"}: ${issue.message}`;
}
