import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob, posix, sep } from "node:path";
import { transformSync } from "esbuild";
import { clouds } from "fourfold";
import ts from "typescript5";
import { type Change, changesOf } from "./changes.ts";

/** One change of a source file that a test must notice. */
export interface Mutant {
  /** `components/function/aws.ts:createFunction.args.environment.variables`: it does not change when lines move. */
  readonly id: string;
  /** Relative to the project. */
  readonly file: string;
  /** The whole source with the change. */
  readonly source: string;
  readonly line: number;
}

const builders = new RegExp(`^components/(?:[a-z-]+/)+(?:${clouds.join("|")})(?:-[a-z-]+)?\\.ts$`);

/** Patterns of component files that are not changed, with the reason. All others are, including new ones. */
export const unchanged: Readonly<Record<string, string>> = {
  "components/!(links)/index.ts":
    "A component checks what it was given and makes a plan, nearly all of which the compiler requires.",
  "components/function-set/**":
    "It makes arguments of components, which are changed themselves, and none of resources.",
  "components/triggers/**": "It passes on what a trigger was given, which kit/spec settles, and makes no arguments.",
  "components/support/checks/**": "It refuses what does not fit, and makes no arguments.",
  "components/support/builders.ts": "It loads builders, and makes no arguments.",
  "components/support/cloud.ts": "It is a list for other languages, which arguments are checked against.",
  "components/support/providers.ts": "It refuses providers of other clouds, and makes no arguments.",
  "components/support/sdks.ts": "It refuses SDKs that are too old, and makes no arguments.",
};

const isUnchanged = (path: string): boolean => Object.keys(unchanged).some((pattern) => matchesGlob(path, pattern));

/** The project's own modules that a file imports, except for types: relative to the project. */
function importsOf(project: string, file: string): readonly string[] {
  const { code } = transformSync(readFileSync(join(project, file), "utf8"), { loader: "ts" });
  const { importedFiles } = ts.preProcessFile(code);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => posix.join(posix.dirname(file), fileName));
}

/** All source files of the components, relative to the project. */
function componentFiles(project: string): readonly string[] {
  const paths = readdirSync(join(project, "components"), { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".ts")).map((path) => `components/${path.replaceAll(sep, "/")}`);
}

/**
 * All files that are loaded when resources are created, relative to the project: the builders of each component, and the
 * modules they import to build arguments and options.
 */
export function findBuilders(project: string): ReadonlySet<string> {
  const found = new Set(
    componentFiles(project)
      .filter((path) => builders.test(path))
      .toSorted(),
  );
  // Files that are added meanwhile are visited too.
  for (const file of found) {
    for (const imported of importsOf(project, file)) if (imported.startsWith("components/")) found.add(imported);
  }
  return found;
}

/**
 * All files that build arguments of resources, relative to the project: builders and their imports, and what components use to
 * build arguments before a builder is loaded.
 */
export function changedFiles(project: string): readonly string[] {
  const builders = findBuilders(project);
  const others = componentFiles(project).filter((path) => !builders.has(path) && !isUnchanged(path));
  return [...builders, ...others.toSorted()];
}

/** All mutants of a file. */
export function findMutants(project: string, file: string): readonly Mutant[] {
  const text = readFileSync(join(project, file), "utf8");
  const root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Map<string, number>();
  return changesOf(root).map(({ node, kind, replacement }) => {
    const path = [pathOf(node), ...(kind === "removal" ? [] : [kind])].join(" ");
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return {
      id: `${file}:${path}${count > 1 ? `#${count}` : ""}`,
      file,
      source: changed(text, { node, replacement }),
      line: root.getLineAndCharacterOfPosition(node.getStart()).line + 1,
    };
  });
}

/** The source with a node replaced. If it is removed, so is the comma that follows it. */
function changed(text: string, { node, replacement }: Pick<Change, "node" | "replacement">): string {
  const rest = text.slice(node.getEnd());
  return text.slice(0, node.getStart()) + replacement + (replacement === "" ? rest.replace(/^\s*,/, "") : rest);
}

/** The names of the nodes that contain a node, from the outside in. */
function pathOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.unshift(name);
  }
  return names.join(".");
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node)) return node.name?.getText();
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) return node.name.getText();
  if (ts.isSpreadAssignment(node)) return `...${/[\w.]+/.exec(node.expression.getText())?.[0]}`;
  if (ts.isNewExpression(node)) return node.expression.getText().split(".").at(-1);
  if (ts.isArrayLiteralExpression(node.parent)) return `[${node.parent.elements.indexOf(node as ts.Expression)}]`;
  return undefined;
}
