import { isNode, type Node, nameOf, plain, type Span } from "./tree.ts";

/** A top-level statement of a module. */
export interface Statement extends Span {
  readonly node: Node;
  /** The names that it declares, and `export { … }` names. */
  readonly names: readonly string[];
  /**
   * `import` of values; `declaration` of constants, functions and classes, which may move to another module;
   * `exports` of names that are declared elsewhere; `types` that leave no code; `other` for whatever does something.
   */
  readonly kind: "import" | "declaration" | "exports" | "types" | "other";
  /** Whether others may import what it declares. */
  readonly exported: boolean;
}

/** The name under which a module knows the value of its `export default`. */
export const defaultExport = "*default";

const movable = new Set(["FunctionDeclaration", "ClassDeclaration"]);
const types = new Set(["TSTypeAliasDeclaration", "TSInterfaceDeclaration", "TSDeclareFunction"]);

const listOf = (value: unknown): readonly Node[] => [value].flat().filter(isNode);

function localsOf({ specifiers }: Node): readonly string[] {
  return listOf(specifiers).flatMap(({ local }) => nameOf(local) ?? []);
}

function declarationOf(node: Node): Pick<Statement, "kind" | "names"> {
  const { type, kind, declarations, id } = node;
  if (types.has(type) || node.declare === true) return { kind: "types", names: [] };
  if (movable.has(type)) return { kind: "declaration", names: [nameOf(id) ?? defaultExport] };
  const names = listOf(declarations).map((each) => nameOf(each.id));
  if (type !== "VariableDeclaration" || kind !== "const" || names.includes(undefined))
    return { kind: "other", names: [] };
  return { kind: "declaration", names: names.filter((name) => name !== undefined) };
}

function toStatement(node: Node): Statement {
  const { type, start, end, declaration, source, importKind, exportKind } = node;
  const at = { node, start, end };
  if (importKind === "type" || exportKind === "type") return { ...at, kind: "types", names: [], exported: false };
  if (type === "ImportDeclaration") return { ...at, kind: "import", names: localsOf(node), exported: false };
  if (type === "ExportDefaultDeclaration") {
    const own = isNode(declaration) && movable.has(declaration.type) ? nameOf(declaration.id) : undefined;
    return { ...at, kind: "declaration", names: [defaultExport, ...(own === undefined ? [] : [own])], exported: true };
  }
  if (type !== "ExportNamedDeclaration") return { ...at, ...declarationOf(node), exported: false };
  if (isNode(declaration)) return { ...at, ...declarationOf(declaration), exported: true };
  if (source !== null) return { ...at, kind: "other", names: [], exported: true };
  return { ...at, kind: "exports", names: localsOf(node), exported: true };
}

export function statementsOf(body: readonly Node[]): readonly Statement[] {
  return body.map(toStatement);
}

/** The value of each constant that a statement declares, or of its `export default`. */
export function valuesOf({ node }: Statement): readonly (readonly [name: string, value: Node])[] {
  const { type, declaration } = node;
  if (type === "ExportDefaultDeclaration") return isNode(declaration) ? [[defaultExport, plain(declaration)]] : [];
  const declared = type === "ExportNamedDeclaration" && isNode(declaration) ? declaration : node;
  if (declared.type !== "VariableDeclaration" || declared.kind !== "const") return [];
  return listOf(declared.declarations).flatMap(({ id, init }) => {
    const name = nameOf(id);
    return name === undefined || !isNode(init) ? [] : [[name, init] as const];
  });
}

const literals = new Set(["Literal", "ArrowFunctionExpression", "FunctionExpression"]);

/** Whether evaluating an expression has no side effects. */
function isPure(value: unknown): boolean {
  if (!isNode(value)) return true;
  const { type, elements, properties } = plain(value);
  if (literals.has(type)) return true;
  if (type === "ArrayExpression") return listOf(elements).every(isPure);
  if (type !== "ObjectExpression") return false;
  return listOf(properties).every((each) => each.type === "Property" && each.computed === false && isPure(each.value));
}

/** Whether a statement whose names nobody uses can be left out unnoticed. */
export function hasNoSideEffects(statement: Statement): boolean {
  const { kind, node } = statement;
  if (kind === "types" || kind === "exports") return true;
  if (kind !== "declaration") return false;
  const declared = isNode(node.declaration) ? node.declaration : node;
  if (declared.type === "ClassDeclaration") return false;
  return valuesOf(statement).every(([, value]) => movable.has(value.type) || isPure(value));
}
