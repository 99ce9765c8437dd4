import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import { parseJson } from "../../spec/texts/json.ts";
import { readNamedFile } from "./read-file.ts";

/** The part of an event that scheduled functions read. */
const TimerEvent = v.object({
  scheduledTime: v.pipe(
    v.string(),
    v.check((text) => !Number.isNaN(Date.parse(text)), "not a time"),
  ),
});

/** @throws FourfoldError `ERR_USAGE` if it is not JSON, or not an event for a scheduled function. */
export function parseEvent(text: string, name: string): string {
  const refuse = (what: string, cause?: unknown): never => {
    const fix = 'Write it like { "scheduledTime": "2026-03-29T01:30:00Z" }.';
    throw new FourfoldError("ERR_USAGE", { where: name, what, fix, cause });
  };
  const parse = (): unknown => {
    try {
      return parseJson(text);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      return refuse(`it is not valid JSON: ${cause.message}.`, cause);
    }
  };
  const event = parse();
  if (!v.is(TimerEvent, event)) refuse("its `scheduledTime` is missing, or not a time.");
  return JSON.stringify(event);
}

/** @returns `undefined` without a file. */
export function readEvent(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const { name, text } = readNamedFile("--event", file);
  return parseEvent(text, name);
}
