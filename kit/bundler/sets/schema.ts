import type { Modules } from "./find-set.ts";
import type { Part } from "./parts.ts";
import { edited } from "./split.ts";
import type { Statement } from "./statements.ts";
import type { Syntax } from "./syntax.ts";
import { isInside, isNode, type Node, nameOf, plain, type Span, textOf } from "./tree.ts";

/** A schema: the expression that makes it, and the file of its module. */
interface Place {
  readonly file: string;
  readonly schema: Node;
}

/** The schema of a resource that a set names. */
export interface SchemaOf {
  /** The file of the module that describes the set. */
  readonly file: string;
  readonly set: string;
  readonly resource: string;
}

const prefix = "fourfold:schema-of/";

/** How an entry names the schema that it needs. */
export function schemaPath({ file, set, resource }: SchemaOf): string {
  return `${prefix}${file}?${new URLSearchParams({ set, resource })}`;
}

/** The schema that an entry names. */
export function toSchemaOf(path: string): SchemaOf {
  const at = path.lastIndexOf("?");
  const query = new URLSearchParams(path.slice(at));
  return { file: path.slice(prefix.length, at), set: query.get("set") ?? "", resource: query.get("resource") ?? "" };
}

/** The value of a property of an object literal. */
function propertyOf(object: Node, name: string): Node | undefined {
  const properties = Array.isArray(object.properties) ? object.properties.filter(isNode) : [];
  const found = properties.find(({ key }) => (nameOf(key) ?? textOf(key)) === name);
  return found !== undefined && isNode(found.value) ? plain(found.value) : undefined;
}

/** Follows names to what they refer to. */
class Finder {
  readonly #modules: Modules;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  /** The schema of a resource of the set that a module describes. */
  async inSet({ file, set, resource }: SchemaOf): Promise<Place | undefined> {
    const syntax = await this.#modules.read(file);
    const call = syntax?.calls.find(
      ({ callee, values: [name] }) =>
        callee.from === "fourfold" && callee.name === "functionSet" && textOf(name) === set,
    );
    const definition = call?.values[1];
    if (syntax === undefined || !isNode(definition)) return undefined;
    const resources = propertyOf(plain(definition), "resources");
    const whole = resources && this.#valueIn(syntax, resources);
    const value = whole && propertyOf(whole, resource);
    return value && this.#of(file, syntax, value);
  }

  /** What a name of the module refers to, where it is a constant. */
  #valueIn({ constants }: Syntax, node: Node): Node {
    const constant = constants.find(({ name }) => name === nameOf(node));
    return constant === undefined ? node : plain(constant.value);
  }

  /** The schema of a resource: `queue(Order)`, `placed`, `from(shop, "placed")`. */
  async #of(file: string, syntax: Syntax, node: Node): Promise<Place | undefined> {
    const value = this.#valueIn(syntax, node);
    const imported = syntax.imports.get(nameOf(value) ?? "");
    if (imported !== undefined) return this.#exported(file, imported);
    const call = syntax.calls.find(({ start }) => start === value.start);
    if (call?.callee.from !== "fourfold") return undefined;
    const [first, second] = call.values;
    if (call.callee.name === "from") return this.#foreign(file, syntax, nameOf(first) ?? "", textOf(second) ?? "");
    return isNode(first) ? { file, schema: first } : undefined;
  }

  async #exported(
    file: string,
    { from, name }: { readonly from: string; readonly name: string },
  ): Promise<Place | undefined> {
    const target = await this.#modules.resolve(file, from);
    const syntax = target === undefined ? undefined : await this.#modules.read(target);
    if (target === undefined || syntax === undefined) return undefined;
    const own = syntax.exports.find((each) => each.name === name);
    const constant = own && "local" in own ? syntax.constants.find((each) => each.name === own.local) : undefined;
    if (constant !== undefined) return this.#of(target, syntax, plain(constant.value));
    return own && "from" in own ? this.#exported(target, { from: own.from, name: own.imported }) : undefined;
  }

  /** The schema of a resource of another set, which a name refers to. */
  async #foreign(file: string, syntax: Syntax, local: string, resource: string): Promise<Place | undefined> {
    const imported = syntax.imports.get(local);
    const target = imported ? await this.#modules.resolve(file, imported.from) : file;
    const there = target === undefined ? undefined : await this.#modules.read(target);
    if (target === undefined || there === undefined) return undefined;
    const own = imported && there.exports.find((each) => each.name === imported.name);
    if (own && "from" in own) return undefined;
    const constant = there.constants.find(({ name }) => name === (own?.local ?? local));
    const call = constant && there.calls.find(({ start }) => start === plain(constant.value).start);
    const set = call && textOf(call.values[0]);
    return set === undefined ? undefined : this.inSet({ file: target, set, resource });
  }
}

/** The statements that an expression needs, and those that these need. */
function neededBy({ statements, references }: Syntax, schema: Span): ReadonlySet<Statement> {
  const usesIn = (span: Span) => references.filter((use) => isInside(use, [span])).map(({ name }) => name);
  const needed = new Set<Statement>();
  const names = new Set(usesIn(schema));
  for (let size = -1; size < names.size; ) {
    size = names.size;
    for (const each of statements) {
      if (needed.has(each) || !each.names.some((name) => names.has(name))) continue;
      needed.add(each);
      if (each.kind === "declaration") for (const name of usesIn(each)) names.add(name);
    }
  }
  return needed;
}

const blank = (text: string): string => text.replaceAll(/[^\r\n]/g, " ");

/**
 * Finds where a schema is written.
 * @returns `undefined` where it cannot be traced.
 */
export async function findSchema(modules: Modules, of: SchemaOf): Promise<Part | undefined> {
  const place = await new Finder(modules).inSet(of);
  return place && { name: "schema", file: place.file, span: { start: place.schema.start, end: place.schema.end } };
}

/**
 * A schema and what it is made of, as a module of its own, with everything at its old position: all that a consumer's code has of
 * the set that describes it.
 */
export function schemaText(syntax: Syntax, schema: Span): string {
  const needed = neededBy(syntax, schema);
  const others = syntax.statements.filter((each) => !needed.has(each));
  const edits = others.map(({ start, end }) => ({ start, end, text: blank(syntax.text.slice(start, end)) }));
  return `${edited(syntax.text, edits)}\nexport default ${syntax.text.slice(schema.start, schema.end)};`;
}
