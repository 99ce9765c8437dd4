import { readFileSync } from "node:fs";
import ts from "typescript5";

/** A declaration that other types refer to by name. */
export type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

/** The declarations in source files, by name. Only their syntax is read: the SDKs' types would take a gigabyte. */
export interface Declarations {
  readonly types: ReadonlyMap<string, Declared>;
  /** The values of tables that are used as enums: `const Cloud = { Aws: "aws", … } as const`. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
}

/** The values of an object that contains only strings. */
function choicesOf(value: ts.Expression | undefined): readonly string[] | undefined {
  const object = value !== undefined && ts.isAsExpression(value) ? value.expression : value;
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const texts = object.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer) ? [property.initializer.text] : [],
  );
  return texts.length === object.properties.length ? texts : undefined;
}

/**
 * Reads the declarations in files.
 * @throws when two files declare a type of the same name.
 */
export function readDeclarations(files: readonly string[]): Declarations {
  const types = new Map<string, Declared>();
  const choices = new Map<string, readonly string[]>();
  const add = (file: string, declared: Declared): void => {
    const name = declared.name?.text ?? "";
    if (types.has(name)) throw new Error(`${file} declares ${name}, as another file does.`);
    types.set(name, declared);
  };
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        if (isExported(statement)) add(file, statement);
        else if (!types.has(statement.name.text)) types.set(statement.name.text, statement);
      } else if (ts.isClassDeclaration(statement)) add(file, statement);
      else if (ts.isVariableStatement(statement)) {
        for (const { name, initializer } of statement.declarationList.declarations) {
          const found = choicesOf(initializer);
          if (found !== undefined) choices.set(name.getText(), found);
        }
      }
    }
  }
  return { types, choices };
}

function isExported(statement: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): boolean {
  return statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}
