import { isTooDeep } from "../../kit/cost/resources/malformed.ts";
import { secretMark, signature, unknownTexts } from "../../kit/cost/resources/marks.ts";
import { canonicalType } from "../../kit/cost/resources/types.ts";
import { parseJson } from "../../kit/spec/texts/json.ts";
import { Reader } from "../contract/reader.ts";
import type { Position, Subject } from "../contract/subject.ts";
import { encrypted, type Fields, isFields, Secret, unknown } from "../contract/values.ts";

/** A resource in Pulumi's state, whichever engine's: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
export interface StateLike {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string | undefined;
  readonly inputs?: Fields | undefined;
  readonly outputs?: Fields | undefined;
  readonly protect?: boolean | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | undefined;
  /** Where the program constructs it: `project:///index.ts#12,5`. */
  readonly sourcePosition?: string | undefined;
  /** Whether it is only there until its replacement is. */
  readonly delete?: boolean | undefined;
}

/** An engine's secret has its value, an exported one a text in JSON, or nothing that can be read. */
function secretOf({ value, plaintext }: Fields): Secret {
  if (value !== undefined) return new Secret(plainly(value));
  return new Secret(typeof plaintext === "string" ? plainly(shown(plaintext)) : encrypted);
}

/** A value that is written as JSON. One that is not is a mistake of whoever has written it by hand. */
function shown(plaintext: string): unknown {
  try {
    const value = parseJson(plaintext);
    return isTooDeep(value) ? encrypted : value;
  } catch (error) {
    if (error instanceof SyntaxError) return encrypted;
    throw error;
  }
}

function plainly(value: unknown): unknown {
  if (unknownTexts.has(value)) return unknown;
  if (Array.isArray(value)) return value.map(plainly);
  if (!isFields(value)) return value;
  return value[signature] === secretMark ? secretOf(value) : fieldsOf(value);
}

const fieldsOf = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainly(value)]));

/** A path, as it is written where it is not a valid URI. */
function pathOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch (error) {
    if (error instanceof URIError) return uri;
    throw error;
  }
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/source_position.go */
function positionOf(text = ""): Position | undefined {
  const [, file, line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(text) ?? [];
  if (file === undefined || line === undefined) return undefined;
  return {
    file: pathOf(file),
    line: Number(line),
    column: column === undefined ? undefined : Number(column),
  };
}

function subjectOf(state: StateLike): Subject {
  const { urn, type, parent, inputs = {}, outputs = {}, protect = false, propertyDependencies = {} } = state;
  const sources = Object.entries(propertyDependencies).map(([name, urns]) => [name, urns ?? []] as const);
  return {
    ...{ urn, type: canonicalType(type), parent, name: urn.slice(urn.lastIndexOf("::") + 2), isProtected: protect },
    ...{ inputs: new Reader(fieldsOf(inputs)), outputs: new Reader(fieldsOf(outputs)) },
    ...{ sources: Object.fromEntries(sources), position: positionOf(state.sourcePosition) },
  };
}

/** The resources of a state, as rules see them. */
export const subjectsOf = (states: readonly StateLike[]): readonly Subject[] =>
  states.filter((state) => state.delete !== true).map(subjectOf);
