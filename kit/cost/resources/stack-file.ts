import * as v from "valibot";
import { FourfoldError } from "../../spec/errors.ts";
import { parseJson } from "../../spec/texts/json.ts";
import { circleIn, deepest, isTooDeep } from "./malformed.ts";
import { hiddenSecret, secretMark, signature } from "./marks.ts";
import type { Fields } from "./resource.ts";

const missing = ({ received }: v.ObjectIssue): string =>
  received === "undefined" ? "it is missing" : "an object is expected";

const Text = v.string("a text is expected");
const Record = v.record(Text, v.unknown(), "an object is expected");

/** A resource as Pulumi writes it: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
const State = v.object(
  {
    urn: v.pipe(Text, v.regex(/^urn:pulumi:.*::.*::.*::/, "a URN is expected")),
    type: Text,
    parent: v.optional(Text),
    provider: v.optional(Text),
    id: v.optional(Text),
    inputs: v.optional(Record, {}),
    // A preview writes `null` for components.
    outputs: v.nullish(Record, {}),
    propertyDependencies: v.optional(v.record(Text, v.nullable(v.array(Text)))),
    protect: v.optional(v.boolean()),
    sourcePosition: v.optional(Text),
    /** What is to be deleted once its replacement is there. */
    delete: v.optional(v.boolean(), false),
  },
  missing,
);

type State = v.InferOutput<typeof State>;

const Version = v.object({ version: v.number("a number is expected") }, missing);

/** What `pulumi stack export` writes. A stack that was never deployed has nothing. */
const Export = v.object({
  deployment: v.nullable(v.object({ resources: v.optional(v.array(State), []) }, "the content of a stack is expected")),
});

const Step = v.object({ op: v.optional(Text, ""), urn: v.optional(Text, ""), newState: v.optional(State) }, missing);

type Step = v.InferOutput<typeof Step>;

/** What `pulumi preview --json` writes: https://github.com/pulumi/pulumi/blob/master/pkg/display/json.go */
const Preview = v.object({
  config: v.optional(v.record(Text, Text), {}),
  steps: v.optional(v.array(Step, "a list of steps is expected")),
  diagnostics: v.optional(
    v.array(v.object({ message: v.optional(Text, ""), severity: v.optional(Text) }, missing)),
    [],
  ),
  changeSummary: v.optional(v.record(Text, v.number()), {}),
});

/** What Pulumi has written of a stack. */
export interface StackFile {
  /** What is deployed, or what will be. */
  readonly states: readonly State[];
  /** The stack's settings, which a preview has. @default {} */
  readonly config?: Fields;
}

const fix = "Write it with `pulumi stack export` or `pulumi preview --json --show-sames`.";

/** Refuses a file. */
type Refuse = (what: string, fix?: string, cause?: unknown) => never;

function parse(text: string, refuse: Refuse): object {
  try {
    const content = parseJson(text);
    if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refuse(`it is not valid JSON: ${cause.message}`, fix, cause);
  }
  return refuse("it is not a stack's content");
}

function read<Schema extends v.GenericSchema>(schema: Schema, content: object, refuse: Refuse): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, content, { abortEarly: true });
  if (success) return output;
  const [{ path, message }] = issues;
  return refuse(`${path?.map(({ key }) => String(key)).join(".") ?? "its content"}: ${message}`);
}

/** 4 is a 3 with features that older CLIs do not know: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go */
const [oldest, newest] = [3, 4];

function readExport(content: object, refuse: Refuse): StackFile {
  const { version } = read(Version, content, refuse);
  const what = `it has the version ${version} of Pulumi's states, of which ${oldest} and ${newest} can be read`;
  if (version < oldest) refuse(what, "Deploy the stack once with a current Pulumi CLI, and export it again.");
  if (version > newest) refuse(what, "Update Fourfold.");
  return { states: read(Export, content, refuse).deployment?.resources ?? [] };
}

/** Steps after which a resource is gone. One that is replaced has others. */
const going: ReadonlySet<string> = new Set(["delete", "discard"]);

/** What there will be: of each URN the last state, as a replacement may have several steps. */
function remaining(steps: readonly Step[]): readonly State[] {
  const states = new Map<string, State>();
  for (const { op, urn, newState } of steps) {
    if (newState !== undefined) states.set(newState.urn, newState);
    else if (going.has(op)) states.delete(urn);
  }
  return [...states.values()];
}

/** A preview that has failed, or that leaves resources out, is not of the whole stack. */
function readPreview(content: object, refuse: Refuse): StackFile {
  const { config, steps, diagnostics, changeSummary } = read(Preview, content, refuse);
  const failure = diagnostics.find(({ severity }) => severity === "error");
  if (failure !== undefined) {
    // Without where in Pulumi's and in Node's code it was thrown.
    const why = failure.message
      .replace(/^error: /, "")
      .replaceAll(/\n\s+at .*/g, "")
      .trim();
    refuse(`the preview has failed: ${why.replace(/\.$/, "")}`, "Correct the program, and preview it again.");
  }
  if (steps === undefined) return refuse("it has neither the `deployment` of an export nor the `steps` of a preview");
  // Both are about the stack itself, too, and about no default providers: `previewActions` in
  // https://github.com/pulumi/pulumi/blob/master/pkg/engine/update.go
  const left = (changeSummary.same ?? 0) - steps.filter(({ op }) => op === "same").length;
  if (left > 0) {
    const what = left === 1 ? "1 resource that does not change" : `${left} resources that do not change`;
    refuse(`it is without ${what}`, "Write it with `pulumi preview --json --show-sames`.");
  }
  return { states: remaining(steps), config };
}

/** Refuses what no engine has written, and what would be read without end. */
function requireSound(states: readonly State[], refuse: Refuse): void {
  const circle = circleIn(states);
  if (circle !== undefined) refuse(`${circle} is in itself: its parents lead back to it`);
  const deep = states.find(({ inputs, outputs }) => isTooDeep(inputs) || isTooDeep(outputs));
  if (deep !== undefined) refuse(`the properties of ${deep.urn} have more than ${deepest} levels`);
}

/** What a preview has, as a state would have it. */
function marked(value: unknown): unknown {
  if (value === hiddenSecret) return { [signature]: secretMark };
  if (Array.isArray(value)) return value.map(marked);
  return typeof value === "object" && value !== null ? markedFields(value) : value;
}

const markedFields = (fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, marked(value)]));

const withMarks = (state: State): State => ({
  ...state,
  inputs: markedFields(state.inputs),
  outputs: markedFields(state.outputs ?? {}),
});

/**
 * What Pulumi has written of a stack: by `pulumi stack export`, or by `pulumi preview --json --show-sames`.
 *
 * @param where - How errors name the text: its file.
 * @throws FourfoldError `ERR_USAGE` when it is neither, or not of the whole stack, with the place of what is wrong.
 */
export function parseStack(text: string, where: string): StackFile {
  const refuse: Refuse = (what, how = fix, cause) => {
    throw new FourfoldError("ERR_USAGE", { where, what: `${what}.`, fix: how, cause });
  };
  const content = parse(text, refuse);
  const isExport = "deployment" in content;
  const file = isExport ? readExport(content, refuse) : readPreview(content, refuse);
  requireSound(file.states, refuse);
  return isExport ? file : { states: file.states.map(withMarks), config: markedFields(file.config ?? {}) };
}
