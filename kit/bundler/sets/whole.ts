import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { shown } from "../handler/find.ts";
import { findLocalSet, type Modules } from "./find-set.ts";
import { partPath } from "./parts.ts";
import type { Reader } from "./reader.ts";
import { definers, takesName } from "./references.ts";
import type { Syntax } from "./syntax.ts";
import { isNode, nameOf, plain } from "./tree.ts";

/** The module that has `functionSet`. It is part of a function's code exactly if the code has a whole set. */
const describing = fileURLToPath(new URL("../../spec/function-set.ts", import.meta.url));
const kit = fileURLToPath(new URL("../../", import.meta.url));

/** What is wrong with that, in all warnings. */
const consequence = "all of it is in the function's code, which changes whenever anything in the set does";

/** `http` or `scheduled`. */
const takers = definers.map((name) => `\`${name}\``).join(" or ");

function at(file: string, text: string, start: number): string {
  return shown(file, text.slice(0, start).split("\n").length);
}

/** Warnings about uses of sets that need more than their names: one for each set. */
async function usesOf(modules: Modules, file: string, syntax: Syntax): Promise<readonly string[]> {
  const { references, imports, text } = syntax;
  const others = references.filter(({ name, asName }) => !asName && imports.has(name));
  const firsts = [...new Map(others.toReversed().map((reference) => [reference.name, reference])).values()].reverse();
  const warnings = firsts.map(async ({ name, start }) => {
    const set = await findLocalSet(modules, file, name);
    if (set === undefined) return [];
    return [
      `${at(file, text, start)}: this uses more of the function set "${set}" than its name, so ${consequence}. Use \`${name}.name\`, or hand it to ${takers}, and keep what else is needed in a constant of its own.`,
    ];
  });
  return (await Promise.all(warnings)).flat();
}

/** Warnings about sets that are passed to what makes handlers, and cannot be traced to a description. */
async function unknownSets(modules: Modules, file: string, syntax: Syntax): Promise<readonly string[]> {
  const warnings = syntax.calls.map(async ({ callee, values: [value] }) => {
    if (!takesName(callee) || !isNode(value)) return [];
    const local = nameOf(plain(value)) ?? "";
    // An import of a set's name has been replaced by its facade, or reported as a use of more than that.
    const imported = syntax.imports.get(local);
    const target = imported && (await modules.resolve(file, imported.from));
    const isLed = imported !== undefined && target === undefined;
    if (isLed || (await findLocalSet(modules, file, local)) !== undefined) return [];
    return [
      `${at(file, syntax.text, value.start)}: the function set handed to \`http\` cannot be followed to where it is described, so ${consequence}. Import it by name from a module of its own that has \`export const … = functionSet("…", …)\`.`,
    ];
  });
  return (await Promise.all(warnings)).flat();
}

/** A warning where a set is described that something uses in a way that cannot be traced. */
function described(file: string, { text }: Syntax): readonly string[] {
  const start = text.search(/\bfunctionSet\)?\(/);
  if (start < 0) return [];
  return [
    `${at(file, text, start)}: something uses the function set described here in a way that cannot be followed, so ${consequence}. Write \`import\` and \`export\`, not \`require\`, between it and its handlers.`,
  ];
}

/** The name of a file in a build. */
function inputOf(file: string, project: string): string {
  return relative(project, file).replaceAll(sep, "/");
}

/** Resolves modules as the build has resolved them. */
function modulesOf({ inputs }: Metafile, project: string, read: Reader): Modules {
  return {
    read,
    async resolve(importer, from) {
      // Each part of a module that was split imports what it needs.
      const parts = (["described", "rest"] as const).map((name) => partPath({ name, file: importer }));
      const imports = [inputOf(importer, project), ...parts].flatMap((input) => inputs[input]?.imports ?? []);
      const found = imports.find(({ original }) => original === from);
      return found && resolve(project, found.path);
    },
  };
}

async function explain(modules: Modules, files: readonly string[]): Promise<readonly string[]> {
  const sources = files.filter((file) => !file.startsWith(kit));
  const read = await Promise.all(sources.map(async (file) => [file, await modules.read(file)] as const));
  const known = read.flatMap(([file, syntax]) => (syntax === undefined ? [] : [[file, syntax] as const]));
  // The most certain explanation comes first, and is enough.
  for (const tell of [usesOf, unknownSets]) {
    const told = await Promise.all(known.map(([file, syntax]) => tell(modules, file, syntax)));
    if (told.flat().length > 0) return told.flat();
  }
  return known.flatMap(([file, syntax]) => described(file, syntax));
}

/**
 * Warnings that say why whole sets are in the modules of a build, for each entry whose module has one.
 *
 * @param inputsOf - The files that an entry's module was made from.
 */
export async function warnOfWholeSets(
  metafile: Metafile,
  project: string,
  read: Reader,
  inputsOf: (entry: string) => readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const modules = modulesOf(metafile, project, read);
  const input = inputOf(describing, project);
  const whole = Object.values(metafile.outputs).flatMap(({ entryPoint = "", inputs: { [input]: part } }) =>
    part !== undefined && part.bytesInOutput > 0 ? [entryPoint.replace(/^fourfold:/, "")] : [],
  );
  const warnings = whole.map(async (entry) => [entry, await explain(modules, inputsOf(entry))] as const);
  return new Map(await Promise.all(warnings));
}
