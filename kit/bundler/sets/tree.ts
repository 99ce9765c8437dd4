/** A part of a text, by the positions of its first character and of the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node of a syntax tree: https://github.com/estree/estree, and for TypeScript https://typescript-eslint.io/packages/typescript-estree/ast-spec */
export interface Node extends Span {
  readonly type: string;
  readonly [property: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

const typed = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSTypeAssertion"]);

/** An expression without what only TypeScript's compiler reads: `shop` of `shop as Shop`. */
export function plain(node: Node): Node {
  return typed.has(node.type) && isNode(node.expression) ? plain(node.expression) : node;
}

export function isInside({ start, end }: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => span.start <= start && end <= span.end);
}

/** The value of a string literal. */
export function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  const { type, quasis, expressions } = node;
  if (type !== "TemplateLiteral" || !Array.isArray(quasis) || !Array.isArray(expressions)) return undefined;
  return expressions.length === 0 ? quasis[0]?.value?.cooked : undefined;
}

/** The name of an identifier. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === "Identifier" && typeof node.name === "string" ? node.name : undefined;
}
