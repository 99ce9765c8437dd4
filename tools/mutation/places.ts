import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript5";
import { type Change, changesOf } from "./changes.ts";

/** One change of a source file that a test must notice. */
export interface Mutant {
  /** `components/function/aws.ts:createFunction.args.environment.variables`: stays the same when lines move. */
  readonly id: string;
  /** Relative to the project. */
  readonly file: string;
  /** The whole source with the change. */
  readonly source: string;
  readonly line: number;
}

const folders = ["components/foundation", "components/function", "components/gateway"];
const builders = /^components\/(?:foundation|function|gateway)\/(?:aws|gcp|azure|cloudflare)(?:-[a-z-]+)?\.ts$/;
/** What builders make arguments and options with. */
const helpers = /^components\/support\/(?:artifact|naming|options|transform)\.ts$/;
/** What components make arguments with before a builder is loaded. */
const others = ["components/support/tags.ts"];

/** Whether a file makes resources of one cloud, or helps to, and is loaded when they are made. */
export function isBuilder(path: string): boolean {
  return builders.test(path) || helpers.test(path);
}

/** Every file that makes arguments of resources, relative to the project. */
export function builderFiles(project: string): readonly string[] {
  const paths = [...folders, "components/support"].flatMap((folder) =>
    readdirSync(join(project, folder)).map((name) => `${folder}/${name}`),
  );
  return [...paths.filter(isBuilder), ...others];
}

/** Every change of one file. */
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

/** The source with a replacement in place of a node; with none, also without the comma that follows the node. */
function changed(text: string, { node, replacement }: Pick<Change, "node" | "replacement">): string {
  const rest = text.slice(node.getEnd());
  return text.slice(0, node.getStart()) + replacement + (replacement === "" ? rest.replace(/^\s*,/, "") : rest);
}

/** The names of what a node stands in, from the outside in. */
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
