import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript5";
import type { Members, Shape } from "../../kit/simulator/control/check/schema.ts";

/** Parses a declaration file. Only its syntax is read: loading an SDK's types would take a gigabyte. */
export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
}

/** Turns the type nodes of an SDK into shapes. */
export function createShapes(folder: string) {
  const interfaces = lazily(() => readInterfaces(join(folder, "types/input.d.ts")));
  const enums = new Map<string, readonly (string | number)[] | undefined>();
  const enumOf = (name: string) => {
    if (!enums.has(name)) enums.set(name, readEnum(folder, name));
    return enums.get(name);
  };
  const members = (declaration: ts.InterfaceDeclaration): Members =>
    Object.fromEntries(
      declaration.members.filter(ts.isPropertySignature).map((member) => {
        const shape = shapeOf(member.type, enumOf);
        return [nameOf(member.name), member.questionToken === undefined ? { ...shape, required: true } : shape];
      }),
    );
  const named = (name: string): Members => {
    const declaration = interfaces().get(name);
    if (declaration === undefined) throw new Error(`${folder} has no input type ${name}.`);
    return members(declaration);
  };
  return { members, named };
}

type EnumOf = (name: string) => readonly (string | number)[] | undefined;

const anything: Shape = { type: "any" };

function shapeOf(type: ts.TypeNode | undefined, enumOf: EnumOf): Shape {
  if (type === undefined) return anything;
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type, enumOf);
  if (ts.isUnionTypeNode(type)) return unionOf(type.types, enumOf);
  if (ts.isArrayTypeNode(type)) return { type: "array", items: shapeOf(type.elementType, enumOf) };
  if (ts.isTypeReferenceNode(type)) return referenceOf(type, enumOf);
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal))
    return { type: "string", enum: [type.literal.text] };
  if (ts.isTypeLiteralNode(type)) {
    const index = type.members.find(ts.isIndexSignatureDeclaration);
    return index === undefined ? anything : { type: "map", items: shapeOf(index.type, enumOf) };
  }
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: "string" };
    case ts.SyntaxKind.NumberKeyword:
      return { type: "number" };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: "boolean" };
    default:
      return anything;
  }
}

function unionOf(types: readonly ts.TypeNode[], enumOf: EnumOf): Shape {
  const shapes = types
    .filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((type) => shapeOf(type, enumOf));
  // `string | enums.lambda.Runtime`: the enum has the known values, the string only allows newer ones.
  const known = shapes.find((shape) => "enum" in shape);
  const distinct = shapes.filter(
    (shape) => !(known !== undefined && "type" in shape && shape.type === "string" && !("enum" in shape)),
  );
  const texts = new Set(distinct.map((shape) => JSON.stringify(shape)));
  if (distinct.some((shape) => "type" in shape && shape.type === "any")) return anything;
  const [only] = distinct;
  return texts.size === 1 && only !== undefined ? only : { anyOf: distinct };
}

function referenceOf(type: ts.TypeReferenceNode, enumOf: EnumOf): Shape {
  const name = entityName(type.typeName);
  const [first, second] = type.typeArguments ?? [];
  if (name === "pulumi.Input" || name === "Input") return shapeOf(first, enumOf);
  if (name === "pulumi.asset.Asset" || name === "pulumi.asset.Archive") return { type: "asset" };
  if (name === "Record") return { type: "map", items: shapeOf(second, enumOf) };
  if (name.startsWith("inputs.")) return { ref: name.slice("inputs.".length) };
  // Any other name is a resource class, as in `string | Role`: a resource is serialized as its id.
  if (!name.startsWith("enums.")) return { type: "string" };
  const values = enumOf(name.slice("enums.".length));
  if (values === undefined) return anything;
  return { type: values.every((value) => typeof value === "number") ? "number" : "string", enum: values };
}

function entityName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityName(name.left)}.${name.right.text}`;
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}

/** All interfaces of a file by qualified name: `lambda.FunctionVpcConfig`. */
function readInterfaces(file: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const walk = (node: ts.Node, spaces: readonly string[]): void =>
    ts.forEachChild(node, (child) => {
      if (ts.isModuleDeclaration(child) && child.body !== undefined) walk(child.body, [...spaces, child.name.text]);
      else if (ts.isInterfaceDeclaration(child)) found.set([...spaces, child.name.text].join("."), child);
    });
  if (existsSync(file)) walk(parse(file), []);
  return found;
}

/** The values of an enum, which an SDK declares as an object with literal types. */
function readEnum(folder: string, name: string): readonly (string | number)[] | undefined {
  const spaces = name.split(".").slice(0, -1);
  const file = join(folder, "types/enums", ...spaces, "index.d.ts");
  if (!existsSync(file)) return undefined;
  const own = name.split(".").at(-1);
  for (const statement of parse(file).statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, type } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declared) || declared.text !== own || type === undefined || !ts.isTypeLiteralNode(type))
        continue;
      return type.members.flatMap((member) => (ts.isPropertySignature(member) ? literalOf(member.type) : []));
    }
  }
  return undefined;
}

function literalOf(type: ts.TypeNode | undefined): readonly (string | number)[] {
  if (type === undefined || !ts.isLiteralTypeNode(type)) return [];
  if (ts.isStringLiteral(type.literal)) return [type.literal.text];
  return ts.isNumericLiteral(type.literal) ? [Number(type.literal.text)] : [];
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
