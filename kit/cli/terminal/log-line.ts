import * as v from "valibot";
import type { LogLine } from "../../simulator/contract.ts";

/** The name of a set or a function. */
const Name = v.pipe(v.string(), v.regex(/^[\w-]+$/));

/** A line of a handler's own log, as `kit/runtime/logger.ts` writes it. */
const OwnLine = v.object({
  level: v.picklist(["debug", "info", "warn", "error"]),
  message: v.string(),
  set: Name,
  function: Name,
  requestId: v.optional(v.string()),
  coldStart: v.optional(v.boolean()),
  fields: v.optional(v.record(v.string(), v.unknown())),
});

/** A line that the platform writes about a function: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const PlatformLine = v.object({ type: v.pipe(v.string(), v.startsWith("platform.")), record: v.unknown() });

/** An error, as the logger writes it. */
const ErrorField = v.object({ name: v.string(), message: v.string(), stack: v.optional(v.string()) });

/** The text as JSON, or `undefined`: programs can print anything. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function show(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

/** The leaf values of data with their paths: `metrics.durationMs=30.3`. */
function flatten(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}=${show(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === "" ? key : `${path}.${key}`));
}

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** The fields of a line: short ones after its message, the stacks of errors below it. */
function formatFields(fields: Readonly<Record<string, unknown>>): {
  readonly beside: string[];
  readonly below: string[];
} {
  const beside: string[] = [];
  const below: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const error = v.safeParse(ErrorField, value);
    if (error.success) below.push(indented(error.output.stack ?? `${error.output.name}: ${error.output.message}`));
    else beside.push(...flatten(value, name));
  }
  return { beside, below };
}

function formatOwn({
  level,
  message,
  fields = {},
  requestId,
  coldStart,
  ...line
}: v.InferOutput<typeof OwnLine>): string {
  const { beside, below } = formatFields(fields);
  const about = [
    ...beside,
    ...(coldStart === true ? ["(cold start)"] : []),
    ...(requestId === undefined ? [] : [requestId]),
  ];
  const first = [`${line.set}/${line.function}`, level.padEnd(5), message, ...about].join("  ");
  return [first, ...below].join("\n");
}

/** A line of a function's own log, parsed; `undefined` for lines of the platform. */
function ownOf({ text }: LogLine): v.InferOutput<typeof OwnLine> | undefined {
  const own = v.safeParse(OwnLine, parse(text));
  return own.success ? own.output : undefined;
}

/** The name of the function that wrote a line, if it is a line of the function's own log. */
export const functionOf = (line: LogLine): string | undefined => ownOf(line)?.function;

/** The id of the request that a line belongs to, if it is a line of a function's own log. */
export const requestOf = (line: LogLine): string | undefined => ownOf(line)?.requestId;

/** Formats a line for people: time, cloud, function, message. Unstructured text stays as it is. */
export function formatLogLine({ cloud, group, time, text }: LogLine): string {
  const head = `${new Date(time).toISOString().slice(11, -1)}  ${cloud.replace("-native", "").padEnd("cloudflare".length)}`;
  const data = parse(text);
  const own = v.safeParse(OwnLine, data);
  if (own.success) return `${head}  ${formatOwn(own.output)}`;
  const platform = v.safeParse(PlatformLine, data);
  if (!platform.success) return `${head}  ${group}  ${text.trimEnd()}`;
  return [head, group, platform.output.type, ...flatten(platform.output.record)].join("  ");
}
