import * as v from "valibot";
import { FourfoldError } from "../../spec/errors.ts";
import { parseJson } from "../../spec/texts/json.ts";
import { type CostedResource, type Fields, unknown } from "./resource.ts";
import { canonicalType } from "./types.ts";

const Text = v.string("a text is expected");
const Record = v.record(Text, v.unknown(), "an object is expected");

/** A resource as Pulumi writes it: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
const State = v.object({
  urn: v.pipe(Text, v.regex(/^urn:pulumi:.*::.*::.*::/, "a URN is expected")),
  type: Text,
  parent: v.optional(Text),
  provider: v.optional(Text),
  id: v.optional(Text),
  inputs: v.optional(Record, {}),
  // A preview writes `null` for components.
  outputs: v.nullish(Record, {}),
  propertyDependencies: v.optional(v.record(Text, v.nullable(v.array(Text)))),
  /** What is to be deleted once its replacement is there. */
  delete: v.optional(v.boolean(), false),
});

/** What of it is read, whichever engine it is the state of. */
export interface StateLike {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string | undefined;
  /** The URN and the id of its provider. */
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  readonly inputs: Fields;
  readonly outputs?: Fields | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | undefined;
  /** @default false */
  readonly delete?: boolean;
}

/** What `pulumi stack export` writes. */
const Export = v.object({
  version: v.literal(3, "the version 3 is expected: export the stack with a Pulumi of these days"),
  deployment: v.object({ resources: v.optional(v.array(State), []) }, "the content of a stack is expected"),
});

/** What `pulumi preview --json` writes. */
const Preview = v.object({ steps: v.array(v.object({ newState: v.optional(State) }), "a list of steps is expected") });

/** What Pulumi writes for a value that is not known yet: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** How Pulumi marks what is not a plain object: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What can be read of a value: not secrets, which nobody may print, and which no price depends on. */
function plainly(value: unknown): unknown {
  if (value === unknownText) return unknown;
  if (Array.isArray(value)) return value.map(plainly);
  if (!isFields(value)) return value;
  if (value[signature] === secretMark) return unknown;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plainly(field)]));
}

const fieldsOf = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainly(value)]));

/** Outputs by which resources name each other, beside their ids. */
const naming = ["arn", "queueName"] as const;

/** What others know a resource by. */
export function idsOf({
  id,
  outputs = {},
}: {
  readonly id?: unknown;
  readonly outputs?: Fields | undefined;
}): readonly string[] {
  const names = [id, ...naming.map((name) => outputs[name])];
  return names.filter((name): name is string => typeof name === "string" && name !== "" && name !== unknownText);
}

/** The resources in Pulumi's states. */
export function resourcesOf(states: readonly StateLike[]): readonly CostedResource[] {
  const left = states.filter((state) => !state.delete);
  const providers = new Map(left.map(({ urn, inputs }) => [urn, inputs]));
  return left.map((state) => {
    const { urn, type, parent, provider, inputs, propertyDependencies = {} } = state;
    // A provider is named by its URN and its id: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/providers/reference.go
    const configuration = provider === undefined ? undefined : providers.get(provider.replace(/::[^:]*$/, ""));
    const sources = Object.entries(propertyDependencies).map(([name, urns]) => [name, urns ?? []] as const);
    return {
      ...{ urn, type: canonicalType(type), name: urn.slice(urn.lastIndexOf("::") + 2), parent },
      ...{ inputs: fieldsOf(inputs), ids: idsOf(state) },
      ...{ sources: Object.fromEntries(sources), provider: configuration && fieldsOf(configuration) },
    };
  });
}

function refuse(where: string, what: string, cause?: unknown): never {
  const fix = "Write it with `pulumi stack export` or `pulumi preview --json`.";
  throw new FourfoldError("ERR_USAGE", { where, what: `${what}.`, fix, cause });
}

function parse(text: string, where: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(where, `it is not valid JSON: ${cause.message}`, cause);
  }
}

/**
 * The resources in what Pulumi has written of a stack: by `pulumi stack export`, or by `pulumi preview --json`.
 *
 * @param where - How errors name the text: its file.
 * @throws FourfoldError `ERR_USAGE` when it is neither, with the place of what is wrong.
 */
export function parseProgram(text: string, where: string): readonly CostedResource[] {
  const content = parse(text, where);
  if (!isFields(content)) return refuse(where, "it is not a stack's content");
  const isPreview = "steps" in content;
  const read = v.safeParse(isPreview ? Preview : Export, content, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    return refuse(where, `${issue.path?.map(({ key }) => String(key)).join(".") ?? "its content"}: ${issue.message}`);
  }
  if ("deployment" in read.output) return resourcesOf(read.output.deployment.resources);
  return resourcesOf(read.output.steps.flatMap(({ newState }) => newState ?? []));
}
