import { ownSet } from "./find-set.ts";
import { type Part, partPath } from "./parts.ts";
import { type Call, takesName } from "./references.ts";
import { hasNoSideEffects, type Statement } from "./statements.ts";
import type { Syntax } from "./syntax.ts";
import { isInside, isNode, nameOf, plain, type Span } from "./tree.ts";

/** A change of a text. No line moves, so that source maps and positions of errors stay right. */
export interface Edit extends Span {
  readonly text: string;
}

/** @param edits - None of them inside another one. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text: part } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(done, start), part);
    done = end;
  }
  return parts.join("") + text.slice(done);
}

/** A module in two: what describes its sets, and the rest. */
export interface Split {
  readonly described: readonly Statement[];
  readonly rest: readonly Statement[];
  /** The names that the descriptions declare. */
  readonly names: ReadonlySet<string>;
  /** The names of the rest that the descriptions use. */
  readonly shared: readonly string[];
}

const isSet = ({ callee: { from, name } }: Call): boolean => from === "fourfold" && name === "functionSet";

/** Replaces sets by their names where they are passed to `http` in the module that describes them. */
export function setsAsNames(syntax: Syntax): readonly Edit[] {
  const sets = syntax.calls.filter(({ callee }) => takesName(callee)).map(({ values: [set] }) => set);
  return sets.filter(isNode).flatMap((value): readonly Edit[] => {
    const set = plain(value);
    const name = ownSet(syntax, nameOf(set) ?? "");
    return name === undefined ? [] : [{ start: set.start, end: set.end, text: `{ name: ${JSON.stringify(name)} }` }];
  });
}

/** The names that each statement uses, without those that an edit removes. */
function usesOf({ statements, references }: Syntax, edits: readonly Edit[]): Uses {
  const left = references.filter((reference) => !isInside(reference, edits));
  const uses = new Map(
    statements.map((each) => [each, left.filter((use) => isInside(use, [each])).map(({ name }) => name)]),
  );
  return (statement) => uses.get(statement) ?? [];
}

type Uses = (statement: Statement) => readonly string[];

function namesOf(statements: Iterable<Statement>): ReadonlySet<string> {
  return new Set([...statements].filter(({ kind }) => kind === "declaration").flatMap(({ names }) => names));
}

/** Some declarations, with those that use them, and those that nothing else uses. */
function moveWith(first: readonly Statement[], statements: readonly Statement[], uses: Uses): ReadonlySet<Statement> {
  const moved = new Set(first);
  const declarations = statements.filter(({ kind }) => kind === "declaration");
  const usersOf = (name: string) => statements.filter((each) => uses(each).includes(name));
  const isOwn = ({ exported, names }: Statement) =>
    !exported && names.every((name) => usersOf(name).length > 0 && usersOf(name).every((user) => moved.has(user)));
  for (let size = -1; size < moved.size; ) {
    size = moved.size;
    const names = namesOf(moved);
    for (const each of declarations) if (uses(each).some((name) => names.has(name)) || isOwn(each)) moved.add(each);
  }
  return moved;
}

/**
 * Splits a module. The description of a set takes along the constants, functions and imports that nothing else uses, and what
 * uses the set.
 *
 * @returns `undefined` if the module describes no set, or does something with one.
 */
export function splitModule(syntax: Syntax, edits: readonly Edit[]): Split | undefined {
  const { statements, calls } = syntax;
  if (!calls.some(isSet)) return undefined;
  const uses = usesOf(syntax, edits);
  const moved = moveWith(
    statements.filter(
      (each) => each.kind === "declaration" && calls.some((call) => isSet(call) && isInside(call, [each])),
    ),
    statements,
    uses,
  );
  const names = namesOf(moved);
  const others = statements.filter((each) => !moved.has(each) && each.kind !== "import");
  const imports = statements.filter(({ kind }) => kind === "import");
  const canStay = (each: Statement) => each.kind === "exports" || !uses(each).some((name) => names.has(name));
  if (moved.size === 0 || !others.every(canStay)) return undefined;
  const usedBy = (of: Iterable<Statement>) => new Set([...of].flatMap((each) => [...uses(each)]));
  const [there, here] = [usedBy(moved), usedBy(others)];
  const isFor = (used: ReadonlySet<string>) => (each: Statement) => each.names.some((name) => used.has(name));
  return {
    described: [...moved, ...imports.filter(isFor(there))],
    // An unused import is there for its side effects.
    rest: [...others, ...imports.filter((each) => isFor(here)(each) || !isFor(there)(each))],
    names,
    shared: [...namesOf(others)].filter((name) => there.has(name)).sort(),
  };
}

/** Whether the rest of a module can be left out where nobody uses what it exports. */
export function restHasNoSideEffects({ rest }: Split): boolean {
  return rest.every(hasNoSideEffects);
}

const blank = (text: string): string => text.replaceAll(/[^\r\n]/g, " ");

/** The names of `export { … }` that belong to another part, each with its comma. */
function foreignNames({ node, end, kind }: Statement, isForeign: (name: string) => boolean): readonly Span[] {
  const specifiers = kind === "exports" && Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.flatMap(({ start, end: last, local }, at) =>
    isForeign(nameOf(local) ?? "") ? [{ start, end: specifiers[at + 1]?.start ?? Math.min(last, end) }] : [],
  );
}

/** The text of one part of a module, with everything at its old position. */
export function partText(part: Part, { text, statements }: Syntax, edits: readonly Edit[], split: Split): string {
  const isRest = part.name === "rest";
  const own = new Set(split[part.name === "rest" ? "rest" : "described"]);
  const foreign = statements.flatMap((each) => {
    if (each.kind === "exports") return foreignNames(each, (name) => split.names.has(name) === isRest);
    return own.has(each) ? [] : [each];
  });
  const blanks = foreign.map(({ start, end }) => ({ start, end, text: blank(text.slice(start, end)) }));
  const body = edited(text, [...blanks, ...edits.filter((edit) => !isInside(edit, blanks))]);
  if (split.shared.length === 0) return body;
  const names = (form: (name: string) => string) => split.shared.map(form).join(", ");
  if (isRest) return `${body}\nexport { ${names((name) => `${name} as fourfold_${name}`)} };`;
  const from = JSON.stringify(partPath({ ...part, name: "rest" }));
  return `${body}\nimport { ${names((name) => `fourfold_${name} as ${name}`)} } from ${from};`;
}

/** Replaces a module that is split: it exports everything that the module does, from its parts. */
export function frontText(file: string, { exports }: Syntax, { names }: Split): string {
  const pathOf = (name: Part["name"]) => JSON.stringify(partPath({ name, file }));
  const main = exports.find(({ name }) => name === "default");
  const isDescribed = main !== undefined && "local" in main && names.has(main.local);
  return [
    `export * from ${pathOf("rest")};`,
    `export * from ${pathOf("described")};`,
    ...(main === undefined ? [] : [`export { default } from ${pathOf(isDescribed ? "described" : "rest")};`]),
  ].join("\n");
}
