import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { withClone } from "./running.ts";

const many = 600;
const resources = 200;

/** A set of the size of a large company's, each function with two links of its own, and a handler that uses them. */
function largeSet(functions: number): string {
  const linked = (at: number): readonly [string, string] => [`r${at % resources}`, `r${(at * 7 + 1) % resources}`];
  const numbers = Array.from({ length: functions }, (_, at) => at);
  return [
    'import { functionSet, type Links, param } from "fourfold";',
    'export const large = functionSet("large", { root: import.meta.url, resources: {',
    ...numbers.slice(0, resources).map((at) => `  r${at}: param<{ a${at}: string; n: number }>(),`),
    "}, functions: {",
    ...numbers.map((at) => {
      const links = linked(at).map((name) => `${name}: ["read"]`);
      return `  f${at}: { handler: "./f${at}.ts", http: true, memory: "${128 + at} MB", links: { ${links} } },`;
    }),
    '}, routes: { "/*": "f0" } });',
    ...numbers.map(
      (at) => `export const l${at} = (l: Links<typeof large, "f${at}">) => l.${linked(at)[0]}.n.toFixed();`,
    ),
  ].join("\n");
}

/** What the compiler takes for a large set. */
export interface Compiled {
  readonly milliseconds: number;
  /** How many types it made of generic ones: the same each time, on every machine. */
  readonly instantiations: number;
}

/** Has a large set compiled in a copy of the project. @throws when it does not compile. */
export function compile(folder: string, functions: number): Compiled {
  writeFileSync(join(folder, "large.ts"), largeSet(functions));
  writeFileSync(join(folder, "tsconfig.large.json"), '{ "extends": "./tsconfig.json", "include": ["large.ts"] }');
  const start = performance.now();
  const compiler = join("node_modules", "typescript7", "bin", "tsc");
  const tsc = [compiler, "--project", "tsconfig.large.json", "--extendedDiagnostics"];
  const { status, stdout } = spawnSync(process.execPath, tsc, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`The set of ${functions} functions does not compile:\n${stdout}`);
  const milliseconds = performance.now() - start;
  return { milliseconds, instantiations: Number(/^Instantiations: +(\d+)$/m.exec(stdout)?.[1]) };
}

/** The cost of a large set's types for developers. */
export const types: Benchmark = {
  title: `Checking the types of ${many} functions with ${resources} resources`,
  unit: "ms",
  run: (quick) =>
    withClone(async ({ folder }) => {
      const values = Array.from({ length: quick ? 2 : 7 }, () => compile(folder, many).milliseconds);
      const claim = { text: "within 3 seconds", measured: median(values), atMost: 3_000, kept: false };
      return { series: [{ label: "TypeScript 7", values }], claims: [claim] };
    }),
};
