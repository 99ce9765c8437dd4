import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceKinds } from "../../kit/spec/resources/index.ts";
import type { Interfaces } from "../../kit/spec/shapes/shape.ts";
import { readDeclarations } from "./read.ts";
import { describeInterfaces } from "./shapes.ts";

/** A source file that is generated from interfaces. */
export interface PropertyTable {
  readonly file: string;
  /** The files with its interfaces. */
  readonly from: readonly string[];
  /** The interfaces that programs use. Those that they refer to are included. */
  readonly roots: readonly string[];
  /** The name of the table's type in the file. */
  readonly type: string;
  readonly documentation: string;
}

/** The interfaces that components check their arguments against. */
function checkedInterfaces(pattern: string): readonly string[] {
  const calls = globSync(pattern).flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/\brequireArguments\([^,]+, "(\w+)"/g),
  ]);
  const names = new Set(calls.flatMap(([, name]) => (name === undefined ? [] : [name])));
  if (names.size === 0) throw new Error(`No file of ${pattern} checks its arguments.`);
  return [...names].sort();
}

/** Everything that a program in plain JavaScript can misspell. */
export const propertyTables: readonly PropertyTable[] = [
  {
    file: "kit/spec/shapes/set-properties.ts",
    from: [
      "kit/spec/*.ts",
      "kit/spec/{messages,resources}/*.ts",
      "kit/spec/*/options.ts",
      "kit/spec/triggers/index.ts",
      "kit/spec/triggers/*/*.ts",
    ],
    roots: ["SetSpec", ...Object.values(resourceKinds).map(({ options }) => options)],
    type: 'import type { Interfaces } from "./shape.ts";',
    documentation: "The properties of a function set and of what it consists of.",
  },
  {
    file: "components/support/checks/properties.ts",
    from: ["kit/spec/handle.ts", "components/*/*.ts"],
    roots: checkedInterfaces("components/*/*.ts"),
    type: 'import type { Interfaces } from "fourfold";',
    documentation: "The properties of the components' arguments and transforms.",
  },
];

/** The content of a table's file, formatted as by `npm run fix`. */
export function writeProperties(table: PropertyTable): string {
  const { file, from, roots, type, documentation } = table;
  const files = from.flatMap((pattern) => globSync(pattern)).filter((path) => path !== file);
  const interfaces: Interfaces = describeInterfaces(roots, readDeclarations(files.sort()));
  const text = `// Written by \`npm run gen\` from the interfaces. Do not edit.
${type}

/** ${documentation} */
export const properties = ${JSON.stringify(interfaces)} as const satisfies Interfaces;
`;
  return format(file, text);
}

function format(file: string, text: string): string {
  const biome = join("node_modules", ".bin", "biome");
  const { stdout, stderr, status } = spawnSync(biome, ["check", "--write", `--stdin-file-path=${file}`], {
    input: text,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Biome does not format ${file}: ${stderr}`);
  return stdout;
}
