import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { FourfoldError } from "../../spec/errors.ts";
import { needsTsNode, registerTsNode } from "../program/typescript.ts";

/**
 * Runs a program's file as Pulumi's own runner does: its outputs are its exports, or its default export, which may be a
 * function.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/run.ts
 *
 * @param tsconfig - The settings for ts-node, relative to the program. @default Node runs TypeScript itself
 */
export async function runProgramFile(main: string, tsconfig: string | undefined): Promise<unknown> {
  if (!existsSync(main)) {
    throw new FourfoldError("ERR_CONFIG", {
      where: main,
      what: "the program does not exist.",
      fix: "Correct `main` in Pulumi.yaml.",
    });
  }
  const file = await realpath(main);
  if (tsconfig !== undefined && needsTsNode(file)) {
    registerTsNode(dirname(file), resolve(dirname(file), tsconfig));
    return createRequire(file)(file);
  }
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
  // A CommonJS module: https://nodejs.org/api/esm.html#commonjs-namespaces
  if ("module.exports" in exported) return exported["module.exports"];
  if (!("default" in exported)) return exported;
  if (Object.keys(exported).length > 1) {
    throw new FourfoldError("ERR_CONFIG", {
      where: main,
      what: "it has a default export and named exports.",
      fix: "Keep one kind: a program's exports are the stack's outputs.",
    });
  }
  return exported.default;
}
