import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import ts from "typescript5";
import type { PackageName } from "../../kit/simulator/contract.ts";
import type { Members, PackageSchema, Shape, TypeSchema } from "../../kit/simulator/control/check/schema.ts";
import { createShapes, parse } from "./shapes.ts";

/** Reads resource types and functions from an installed SDK, by token. */
export function readPackage(
  name: PackageName,
  typeTokens: readonly string[],
  functionTokens: readonly string[],
): PackageSchema {
  const manifest = createRequire(import.meta.url).resolve(`@pulumi/${name}/package.json`);
  return readFolder(dirname(manifest), name, typeTokens, functionTokens);
}

/** The same for an SDK in any folder. */
export function readFolder(
  folder: string,
  name: PackageName,
  typeTokens: readonly string[],
  functionTokens: readonly string[],
): PackageSchema {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const shapes = createShapes(folder);
  const types = Object.fromEntries(typeTokens.map((token) => [token, readType(token, folder, shapes)]));
  const functions = Object.fromEntries(functionTokens.map((token) => [token, readFunction(token, folder, shapes)]));
  const configuration = interfaceOf(join(folder, "provider"), "ProviderArgs");
  const provider = configuration === undefined ? {} : shapes.members(configuration);
  const all = [provider, ...Object.values(types).map(({ inputs }) => inputs), ...Object.values(functions)];
  return { sdk: `@pulumi/${name}`, version, provider, types, functions, shapes: referenced(all, shapes.named) };
}

type Shapes = ReturnType<typeof createShapes>;

function readType(token: string, folder: string, shapes: Shapes): TypeSchema {
  const file = fileOf(token, folder);
  const args = interfaceOf(file, `${token.split(":").at(-1)}Args`);
  if (args === undefined) throw new Error(`${file}.d.ts has no arguments of ${token}.`);
  const code = readFileSync(`${file}.js`, "utf8");
  const outputs = [...code.matchAll(/resourceInputs\["(\w+)"\] = undefined \/\*out\*\//g)].map(
    ([, output = ""]) => output,
  );
  const [, secrets = ""] = /additionalSecretOutputs: \[([^\]]*)\]/.exec(code) ?? [];
  return {
    inputs: shapes.members(args),
    outputs: [...new Set(outputs)],
    secretOutputs: [...secrets.matchAll(/"(\w+)"/g)].map(([, secret = ""]) => secret),
  };
}

/** The arguments of a function. A function without an interface for them has none. */
function readFunction(token: string, folder: string, shapes: Shapes): Members {
  const name = token.split(":").at(-1) ?? "";
  const args = interfaceOf(fileOf(token, folder), `${name.charAt(0).toUpperCase()}${name.slice(1)}Args`);
  return args === undefined ? {} : shapes.members(args);
}

function interfaceOf(file: string, name: string): ts.InterfaceDeclaration | undefined {
  return parse(`${file}.d.ts`)
    .statements.filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.name.text === name);
}

/** The SDK's file with a type: `aws:lambda/function:Function` is `lambda/function`, `azure-native:web:WebApp` is `web/webApp`. */
function fileOf(token: string, folder: string): string {
  const [, module = "", name = ""] = token.split(":");
  const own = name.charAt(0).toLowerCase() + name.slice(1);
  // @pulumi/gcp writes `iammember.d.ts` for `projects/iAMMember`, `iamcustomRole.d.ts` for `projects/iAMCustomRole`, and `index_.d.ts`
  // for `firestore/index`, since `index.d.ts` is that of the module; @pulumi/cloudflare `d1database.d.ts` for `index/d1Database`, and
  // `r2bucketCors.d.ts` for `index/r2BucketCors`.
  const capitals = own.replace(/^[a-z]\d?[A-Z]+/, (letters) => letters.toLowerCase());
  const candidates = [
    `${module}_`,
    module.replace(/^index\//, ""),
    join(module, own),
    join(dirname(module), own),
    own,
    join(dirname(module), capitals),
    join(module, capitals),
    capitals,
    name.toLowerCase(),
  ];
  const found = candidates.find(
    (candidate) => basename(candidate) !== "" && existsSync(join(folder, `${candidate}.d.ts`)),
  );
  if (found === undefined) throw new Error(`The SDK in ${folder} has no ${token}.`);
  return join(folder, found);
}

/** The named shapes that some inputs refer to, directly or through other shapes, by name. */
function referenced(all: readonly Members[], named: (name: string) => Members): PackageSchema["shapes"] {
  const found = new Map<string, Members>();
  const visitMembers = (members: Members): void => Object.values(members).forEach(visit);
  const visit = (shape: Shape): void => {
    if ("items" in shape) visit(shape.items);
    else if ("anyOf" in shape) shape.anyOf.forEach(visit);
    else if ("ref" in shape && !found.has(shape.ref)) {
      const members = named(shape.ref);
      found.set(shape.ref, members);
      visitMembers(members);
    }
  };
  for (const members of all) visitMembers(members);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
