/** What a value may be, as plain data: what the compiler knows of an interface, for programs that no compiler reads. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  /** Anything with properties. What it must have is checked where it is used. */
  | "object"
  | "function"
  | "anything"
  /** An interface of the same table, by name. */
  | { readonly of: string }
  | { readonly list: Shape }
  /** An object with any keys. */
  | { readonly map: Shape }
  /** One of some exact values. */
  | { readonly oneOf: readonly (string | number | boolean)[] }
  | { readonly either: readonly Shape[] }
  /** The same, or an output or promise of it. */
  | { readonly later: Shape };

/** One property of an interface. */
export interface Property {
  readonly is: Shape;
  readonly required?: true;
}

/** Interfaces by name, each with its properties by name. `npm run gen` writes them from the sources. */
export type Interfaces = Readonly<Record<string, Readonly<Record<string, Property>>>>;
