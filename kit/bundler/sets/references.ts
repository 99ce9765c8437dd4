import { triggers } from "../../spec/index.ts";
import { isNode, type Node, nameOf, plain, type Span } from "./tree.ts";

/** A name that a module imports: from which module, and its name there. `*` is the whole module. */
export interface Imported {
  readonly from: string;
  readonly name: string;
}

/** A place where a module uses a name. */
export interface Reference extends Span {
  readonly name: string;
  /** Whether only the name of the set that it may be is used: `shop.name`, `http(shop, …)`. */
  readonly asName: boolean;
}

/** A call of something that a module imports. */
export interface Call extends Span {
  readonly callee: Imported;
  readonly values: readonly unknown[];
}

export interface References {
  readonly references: readonly Reference[];
  readonly calls: readonly Call[];
}

/** Parts of a syntax tree that only TypeScript's compiler reads. */
const ofTypes = new Set(["typeAnnotation", "typeParameters", "typeArguments", "returnType", "superTypeArguments"]);
const types = new Set(["TSTypeAliasDeclaration", "TSInterfaceDeclaration", "TSDeclareFunction", "ImportDeclaration"]);

/** The parts in which a name belongs to another object, a label or a module, and cannot be that of an import. */
const elsewhere: Readonly<Record<string, string>> = {
  MemberExpression: "property",
  Property: "key",
  MethodDefinition: "key",
  PropertyDefinition: "key",
  LabeledStatement: "label",
  BreakStatement: "label",
  ContinueStatement: "label",
  ExportSpecifier: "exported",
};

/** The parts that declare names. A name that is declared again hides an import of that name. */
const declaring: Readonly<Record<string, readonly string[]>> = {
  VariableDeclarator: ["id"],
  FunctionDeclaration: ["id", "params"],
  FunctionExpression: ["id", "params"],
  ArrowFunctionExpression: ["params"],
  ClassDeclaration: ["id"],
  ClassExpression: ["id"],
  CatchClause: ["param"],
};

type Keys = Readonly<Record<string, readonly string[]>>;

/** Whether a part is visited. A shorthand property is a key and a value in one place. */
function isRead(node: Node, key: string): boolean {
  if (ofTypes.has(key)) return false;
  return elsewhere[node.type] !== key || node.computed === true;
}

/** Visits a syntax tree, and collects what it says about names. */
class Collector {
  readonly references: { name: string; start: number; end: number }[] = [];
  readonly calls: Node[] = [];
  /** The positions of objects whose `name` is read. */
  readonly named = new Set<number>();
  readonly declared = new Set<string>();
  readonly #keys: Keys;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  visit(node: Node, declares = false): void {
    const { type, start, end } = node;
    if (types.has(type) || (type === "ExportNamedDeclaration" && node.source !== null)) return;
    if (type === "Identifier" || type === "JSXIdentifier") {
      const name = String(node.name);
      if (declares) this.declared.add(name);
      else this.references.push({ name, start, end });
    }
    if (type === "CallExpression") this.calls.push(node);
    if (type === "MemberExpression" && node.computed === false && nameOf(node.property) === "name") {
      if (isNode(node.object)) this.named.add(plain(node.object).start);
    }
    for (const key of this.#keys[type] ?? []) {
      const value = node[key];
      if (!value || !isRead(node, key)) continue;
      // A default value in a pattern is a value.
      const inPattern = (declares && key !== "right") || declaring[type]?.includes(key) === true;
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) this.visit(child, inPattern);
    }
  }
}

/** What is called: an import, or a part of a module that is imported as a whole. */
function calleeOf(callee: unknown, imports: ReadonlyMap<string, Imported>): Imported | undefined {
  const imported = imports.get(nameOf(callee) ?? "");
  if (imported !== undefined || !isNode(callee) || callee.type !== "MemberExpression") return imported;
  const whole = imports.get(nameOf(callee.object) ?? "");
  const name = nameOf(callee.property);
  return whole?.name === "*" && name !== undefined && callee.computed === false
    ? { from: whole.from, name }
    : undefined;
}

/** The functions that make handlers: `http`, `scheduled`. */
export const definers = Object.values(triggers).map(({ handler }) => handler.define);

/** Whether a function takes a set and needs only its name. */
export const takesName = ({ from, name }: Imported): boolean => from === "fourfold/runtime" && definers.includes(name);

/** Collects the uses of names in a module, and the calls of what it imports. */
export function referencesOf(body: readonly Node[], imports: ReadonlyMap<string, Imported>, keys: Keys): References {
  const collector = new Collector(keys);
  for (const statement of body) collector.visit(statement);
  const visible = new Map([...imports].filter(([local]) => !collector.declared.has(local)));
  const calls = collector.calls.flatMap(({ start, end, callee, arguments: values }): readonly Call[] => {
    const known = calleeOf(callee, visible);
    return known === undefined || !Array.isArray(values) ? [] : [{ start, end, callee: known, values }];
  });
  const handed = calls.filter(({ callee }) => takesName(callee)).flatMap(({ values: [set] }) => set);
  const places = new Set([...collector.named, ...handed.filter(isNode).map((set) => plain(set).start)]);
  return {
    calls,
    references: collector.references.map((reference) => ({ ...reference, asName: places.has(reference.start) })),
  };
}
