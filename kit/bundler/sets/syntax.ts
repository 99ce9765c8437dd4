import type { parseSync, visitorKeys } from "oxc-parser";
import { type Imported, type References, referencesOf } from "./references.ts";
import { defaultExport, type Statement, statementsOf, valuesOf } from "./statements.ts";
import { isNode, type Node, type Span } from "./tree.ts";

/** An import statement that imports values. */
export interface ImportStatement {
  readonly from: string;
  /** The position of the module's name, with its quotes. */
  readonly place: Span;
  readonly values: readonly { readonly local: string; readonly name: string }[];
}

/** What a module exports: a name of its own, or one of another module. `*` is everything that the other one exports. */
export type Exported =
  | { readonly name: string; readonly local: string }
  | { readonly name: string; readonly from: string; readonly imported: string };

/** A `const` of a module, outside of functions. */
export interface Constant {
  readonly name: string;
  readonly value: Node;
}

/** What a module's text says about function sets. */
export interface Syntax extends References {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly importStatements: readonly ImportStatement[];
  readonly exports: readonly Exported[];
  readonly constants: readonly Constant[];
  /** What each imported name refers to. */
  readonly imports: ReadonlyMap<string, Imported>;
}

/** The parser, which takes longer to load than most files take to be parsed: it is loaded only when something has to be bundled. */
export interface Parser {
  readonly parseSync: typeof parseSync;
  readonly visitorKeys: typeof visitorKeys;
}

type ParsedModule = ReturnType<typeof parseSync>["module"];

function importsOf({ staticImports }: ParsedModule): readonly ImportStatement[] {
  return staticImports.flatMap(({ moduleRequest: { value, start, end }, entries }) => {
    const values = entries
      .filter(({ isType }) => !isType)
      .map(({ localName, importName: { kind, name } }) => {
        return { local: localName.value, name: kind === "Default" ? "default" : (name ?? "*") };
      });
    return values.length === 0 ? [] : [{ from: value, place: { start, end }, values }];
  });
}

function exportsOf({ staticExports }: ParsedModule): readonly Exported[] {
  return staticExports
    .flatMap(({ entries }) => entries)
    .filter(({ isType }) => !isType)
    .flatMap(({ exportName, importName, localName, moduleRequest }): readonly Exported[] => {
      const name = exportName.kind === "Default" ? "default" : (exportName.name ?? "*");
      if (moduleRequest === null) return [{ name, local: localName.name ?? defaultExport }];
      return [{ name, from: moduleRequest.value, imported: importName.name ?? "*" }];
    });
}

/** The syntax of a module's text; `undefined` where it does not parse, which esbuild reports. */
export function readSyntax(file: string, text: string, { parseSync, visitorKeys }: Parser): Syntax | undefined {
  const [, ending = ""] = /\.[cm]?([jt]sx?)$/.exec(file) ?? [];
  // Many programs write JSX in files that end in `.js`.
  const lang = ending === "ts" || ending === "tsx" ? ending : "jsx";
  const { program, module, errors } = parseSync(file, text, { lang, sourceType: "module", preserveParens: false });
  if (errors.length > 0) return undefined;
  const importStatements = importsOf(module);
  const imports = new Map(
    importStatements.flatMap(({ from, values }) => values.map(({ local, name }) => [local, { from, name }] as const)),
  );
  const all: readonly unknown[] = program.body;
  const body = all.filter(isNode);
  const statements = statementsOf(body);
  return {
    ...{ text, statements, importStatements, imports },
    constants: statements.flatMap(valuesOf).map(([name, value]) => ({ name, value })),
    exports: exportsOf(module),
    ...referencesOf(body, imports, visitorKeys),
  };
}
