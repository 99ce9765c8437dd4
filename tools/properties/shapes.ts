import ts from "typescript5";
import type { Interfaces, Property, Shape } from "../../kit/spec/shapes/shape.ts";
import type { Declarations } from "./read.ts";

type Members = Readonly<Record<string, Property>>;

/** Types that are not described in full, with their simplified shapes. They are checked further where they are used. */
const opaque: Readonly<Record<string, Shape>> = {
  // Numbers with units, which their parsers check.
  Duration: "string",
  Size: "string",
  Interval: "string",
  RandomLength: "string",
  // A verb of a link's resource, and a set's export of one.
  Verb: "string",
  Exported: "string",
  // Names of resources that can be used in this way.
  ConsumedQueue: "string",
  SubscribedTopic: "string",
  StoredSecret: "string",
  // A filter's condition on an attribute, which its topic declares.
  Filter: "anything",
  Where: { map: "anything" },
  // Each kind of resource has its own properties.
  Resource: "object",
  Bindings: { map: "anything" },
  RaisedQuotas: { map: "number" },
  // The component itself; deploy() takes its handle.
  Foundation: "object",
  // Arguments of a vendor's resource, or a function that changes them: the SDK's types are more precise.
  Transform: { either: ["object", "function"] },
};

/**
 * Describes interfaces, and all interfaces that they refer to, as data.
 * @throws for a type that is neither declared in the files nor listed as opaque.
 */
export function describeInterfaces(roots: readonly string[], declarations: Declarations): Interfaces {
  const describer = new Describer(declarations);
  for (const root of roots) describer.describe(root);
  return Object.fromEntries([...describer.found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The defaults of type parameters, which are used instead of actual arguments. */
type Scope = ReadonlyMap<string, ts.TypeNode | undefined>;

function scopeOf(parameters: ts.NodeArray<ts.TypeParameterDeclaration> | undefined): Scope {
  return new Map((parameters ?? []).map((parameter) => [parameter.name.text, parameter.default]));
}

class Describer {
  readonly found = new Map<string, Members>();
  readonly #declarations: Declarations;

  constructor(declarations: Declarations) {
    this.#declarations = declarations;
  }

  describe(name: string): void {
    if (this.found.has(name)) return;
    this.found.set(name, {}); // An interface may refer to itself.
    this.found.set(name, this.#membersOfName(name));
  }

  #membersOfName(name: string): Members {
    const declared = this.#declarations.types.get(name);
    if (declared === undefined || ts.isClassDeclaration(declared)) throw new Error(`${name} is not an interface.`);
    const scope = scopeOf(declared.typeParameters);
    if (ts.isTypeAliasDeclaration(declared)) return this.#membersOfType(declared.type, scope);
    const parents = (declared.heritageClauses ?? []).flatMap(({ types }) =>
      types.map((type) => type.expression.getText()),
    );
    const inherited = parents.map((parent) => this.#membersOfName(parent));
    return Object.assign({}, ...inherited, this.#membersOfList(declared.members, scope));
  }

  /** An intersection has the properties of its parts; a conditional type, those of both branches. */
  #membersOfType(type: ts.TypeNode, scope: Scope): Members {
    if (ts.isParenthesizedTypeNode(type)) return this.#membersOfType(type.type, scope);
    if (ts.isTypeLiteralNode(type)) return this.#membersOfList(type.members, scope);
    if (ts.isIntersectionTypeNode(type)) {
      return Object.assign({}, ...type.types.map((part) => this.#membersOfType(part, scope)));
    }
    if (ts.isTypeReferenceNode(type) && type.typeName.getText() === "Partial") return this.#partOf(type);
    if (!ts.isConditionalTypeNode(type)) throw new Error(`${type.getText()} has no properties that can be read.`);
    const [one, other] = [this.#membersOfType(type.trueType, scope), this.#membersOfType(type.falseType, scope)];
    const both = Object.entries({ ...other, ...one }).map(([name, { is }]) => {
      const isRequired = other[name]?.required === true && one[name]?.required === true;
      return [name, isRequired ? { is, required: true as const } : { is }] as const;
    });
    return Object.fromEntries(both);
  }

  /** `Partial<X>` has the properties of X, none of which is required. */
  #partOf({ typeArguments }: ts.TypeReferenceNode): Members {
    const whole = typeArguments?.[0];
    const members =
      whole !== undefined && ts.isTypeReferenceNode(whole) ? this.#membersOfName(whole.typeName.getText()) : {};
    return Object.fromEntries(Object.entries(members).map(([name, { is }]) => [name, { is }]));
  }

  #membersOfList(members: ts.NodeArray<ts.TypeElement>, scope: Scope): Members {
    const properties = members.filter(ts.isPropertySignature).map((member) => {
      const is = this.#shapeOf(member.type, scope);
      const property: Property = member.questionToken === undefined ? { is, required: true } : { is };
      return [member.name.getText(), property] as const;
    });
    return Object.fromEntries(properties);
  }

  #shapeOf(type: ts.TypeNode | undefined, scope: Scope): Shape {
    if (type === undefined) return "anything";
    if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return this.#shapeOf(type.type, scope);
    if (ts.isArrayTypeNode(type)) return { list: this.#shapeOf(type.elementType, scope) };
    if (ts.isUnionTypeNode(type)) return unionOf(type.types.map((part) => this.#shapeOf(part, scope)));
    if (ts.isMappedTypeNode(type)) return { map: this.#shapeOf(type.type, scope) };
    if (ts.isTypeLiteralNode(type)) return this.#mapOf(type, scope);
    if (ts.isTypeReferenceNode(type)) return this.#referenceOf(type, scope);
    return ts.isLiteralTypeNode(type) ? literalOf(type) : keywordOf(type);
  }

  #mapOf(type: ts.TypeLiteralNode, scope: Scope): Shape {
    const [index, ...others] = type.members.filter(ts.isIndexSignatureDeclaration);
    if (index === undefined || others.length > 0) throw new Error(`${type.getText()} has more than one kind of key.`);
    return { map: this.#shapeOf(index.type, scope) };
  }

  #referenceOf(type: ts.TypeReferenceNode, scope: Scope): Shape {
    const name = type.typeName.getText();
    if (scope.has(name)) return this.#shapeOf(scope.get(name), scope);
    if (name === "Input") return { later: this.#shapeOf(type.typeArguments?.[0], scope) };
    const known = opaque[name];
    if (known !== undefined) return known;
    const values = this.#declarations.choices.get(name);
    if (values !== undefined) return { oneOf: values };
    const declared = this.#declarations.types.get(name);
    if (declared === undefined) throw new Error(`${name} is neither declared nor opaque.`);
    if (ts.isTypeAliasDeclaration(declared) && !ts.isTypeLiteralNode(declared.type)) {
      return this.#shapeOf(declared.type, scopeOf(declared.typeParameters));
    }
    this.describe(name);
    return { of: name };
  }
}

function literalOf(type: ts.LiteralTypeNode): Shape {
  const { literal } = type;
  if (ts.isStringLiteral(literal)) return { oneOf: [literal.text] };
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { oneOf: [true] };
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { oneOf: [false] };
  throw new Error(`${type.getText()} is a literal of a kind that is not described.`);
}

/** `undefined` adds nothing to the question mark. */
function keywordOf(type: ts.TypeNode): Shape {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return "string";
    case ts.SyntaxKind.NumberKeyword:
      return "number";
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean";
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.UnknownKeyword:
    case ts.SyntaxKind.AnyKeyword:
      return "anything";
    default:
      throw new Error(`${type.getText()} is of a kind that is not described.`);
  }
}

/** A union of shapes; for literals, a choice. `undefined` is ignored. */
function unionOf(shapes: readonly Shape[]): Shape {
  const some = shapes.filter((shape) => shape !== "anything");
  const choices = some.flatMap((shape) => (typeof shape === "object" && "oneOf" in shape ? [shape.oneOf] : []));
  if (choices.length > 1 && choices.length === some.length) return { oneOf: choices.flat() };
  const [first, ...others] = some;
  if (first === undefined) return "anything";
  return others.length === 0 ? first : { either: some };
}
