import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { parseJson } from "../../spec/texts/json.ts";

/** How Pulumi's runner finds and configures ts-node: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/tsutils.ts */
interface SdkTools {
  /** The program's own packages, or those that the SDK includes. */
  typeScriptRequireStrings(): { readonly tsnodeRequire: string; readonly typescriptRequire: string };
  loadTypeScriptCompilerOptions(tsconfig: string): object;
}

interface TsNode {
  register(options: object): unknown;
}

/** The nearest `package.json` decides what a `.js` or `.ts` file is: https://nodejs.org/api/packages.html#type */
function isInModulePackage(folder: string): boolean {
  const file = join(folder, "package.json");
  if (existsSync(file)) return Object(parseJson(readFileSync(file, "utf8"))).type === "module";
  return dirname(folder) !== folder && isInModulePackage(dirname(folder));
}

/** Whether Pulumi's runner would give a program's file to ts-node: Node itself runs TypeScript in ES modules. */
export function needsTsNode(main: string): boolean {
  const ending = extname(main);
  return ending === ".cts" || (ending === ".ts" && !isInModulePackage(dirname(main)));
}

/**
 * Makes this process load TypeScript as CommonJS, as Pulumi's runner does: with the program's ts-node and TypeScript,
 * or those that its SDK includes. Types are not checked: that would take as long as everything else.
 *
 * @param folder - The program's folder.
 * @param tsconfig - The path of its settings, which may not exist.
 */
export function registerTsNode(folder: string, tsconfig: string): void {
  const tools = createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/tsutils");
  const require = createRequire(tools);
  const { typeScriptRequireStrings, loadTypeScriptCompilerOptions }: SdkTools = require(tools);
  const { tsnodeRequire, typescriptRequire } = typeScriptRequireStrings();
  const { register }: TsNode = require(tsnodeRequire);
  register({
    compiler: require.resolve(typescriptRequire),
    transpileOnly: true,
    project: tsconfig,
    skipProject: !existsSync(tsconfig),
    compilerOptions: {
      target: "es2020",
      module: "commonjs",
      moduleResolution: "node",
      sourceMap: "true",
      ...loadTypeScriptCompilerOptions(tsconfig),
    },
  });
}
