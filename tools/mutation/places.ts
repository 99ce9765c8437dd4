import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript5";

/** One thing to remove from a source file. */
export interface Mutant {
  /** `components/function/aws.ts:createFunction.args.environment.variables`: stays the same when lines move. */
  readonly id: string;
  /** Relative to the project. */
  readonly file: string;
  /** The whole source without the thing. */
  readonly source: string;
  readonly line: number;
}

/** The files whose arguments and grants are removed: what makes resources. */
const builders = /^(?:aws|gcp|azure|cloudflare)(?:-[a-z-]+)?\.ts$/;
const folders = ["components/foundation", "components/function", "components/gateway"];

/** Whether a file makes resources of one cloud. */
export function isBuilder(path: string): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`) && builders.test(path.slice(folder.length + 1)));
}

/** Every builder, relative to the project. */
export function builderFiles(project: string): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(project, folder)).map((name) => `${folder}/${name}`))
    .filter(isBuilder);
}

/**
 * Everything that can be left out of a builder: each property of each object and each item of each list, however deep –
 * so arguments, options, statements, actions, attributes – and each resource that nothing else refers to.
 */
export function findMutants(project: string, file: string): readonly Mutant[] {
  const text = readFileSync(join(project, file), "utf8");
  const root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Map<string, number>();
  return removable(root).map((node) => {
    const path = pathOf(node);
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return {
      id: `${file}:${path}${count > 1 ? `#${count}` : ""}`,
      file,
      source: without(text, node),
      line: root.getLineAndCharacterOfPosition(node.getStart()).line + 1,
    };
  });
}

function removable(node: ts.Node): readonly ts.Node[] {
  const inside: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...removable(child));
  });
  if (ts.isObjectLiteralExpression(node)) return [...node.properties, ...inside];
  if (ts.isArrayLiteralExpression(node)) return [...node.elements, ...inside];
  if (ts.isExpressionStatement(node) && ts.isNewExpression(node.expression)) return [node, ...inside];
  return inside;
}

/** The source without a node, and without the comma that follows it. */
function without(text: string, node: ts.Node): string {
  const rest = text.slice(node.getEnd());
  return text.slice(0, node.getStart()) + rest.replace(/^\s*,/, "");
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
