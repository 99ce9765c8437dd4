import * as v from "valibot";
import { parseProgram } from "../../kit/cost/resources/states.ts";
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

/** What Pulumi writes for values that are not known yet: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
const unknownTexts: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** How Pulumi marks what is not a plain object: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** An engine's secret has its value, an exported one a text in JSON, or nothing that can be read. */
function secretOf({ value, plaintext }: Fields): Secret {
  if (value !== undefined) return new Secret(plainly(value));
  return new Secret(typeof plaintext === "string" ? plainly(parseJson(plaintext)) : encrypted);
}

function plainly(value: unknown): unknown {
  if (unknownTexts.has(value)) return unknown;
  if (Array.isArray(value)) return value.map(plainly);
  if (!isFields(value)) return value;
  return value[signature] === secretMark ? secretOf(value) : fieldsOf(value);
}

const fieldsOf = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainly(value)]));

/** https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/source_position.go */
function positionOf(text = ""): Position | undefined {
  const [, file, line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(text) ?? [];
  if (file === undefined || line === undefined) return undefined;
  return {
    file: decodeURIComponent(file),
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

/** What rules see beyond what an estimate reads. */
const More = v.object({
  urn: v.string(),
  type: v.string(),
  parent: v.optional(v.string()),
  inputs: v.optional(v.record(v.string(), v.unknown())),
  outputs: v.nullish(v.record(v.string(), v.unknown()), {}),
  protect: v.optional(v.boolean()),
  propertyDependencies: v.optional(v.record(v.string(), v.nullable(v.array(v.string())))),
  sourcePosition: v.optional(v.string()),
  delete: v.optional(v.boolean()),
});

const Written = v.union([
  v.pipe(
    v.object({ steps: v.array(v.object({ newState: v.optional(More) })) }),
    v.transform(({ steps }) => steps.flatMap(({ newState }) => newState ?? [])),
  ),
  v.pipe(
    v.object({ deployment: v.object({ resources: v.optional(v.array(More), []) }) }),
    v.transform(({ deployment }) => deployment.resources),
  ),
]);

/**
 * The resources in what `pulumi stack export` or `pulumi preview --json` has written.
 *
 * @param where - How errors name the text: its file.
 * @throws FourfoldError `ERR_USAGE` when it is neither, with the place of what is wrong.
 */
export function parseSubjects(text: string, where: string): readonly Subject[] {
  parseProgram(text, where); // It says what is wrong with a text of another kind.
  return subjectsOf(v.parse(Written, parseJson(text)));
}
