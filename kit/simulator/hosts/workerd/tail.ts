import type { LogLine } from "../../contract.ts";

/** The event of a Tail Worker for one invocation, reduced to what is used. https://developers.cloudflare.com/workers/runtime-apis/handlers/tail/ */
interface TailEvent {
  readonly logs: readonly { readonly message: unknown; readonly timestamp: number }[];
  readonly exceptions: readonly {
    readonly name: string;
    readonly message: string;
    readonly stack?: string;
    readonly timestamp: number;
  }[];
}

interface Tail {
  readonly script: string;
  readonly code: string;
  readonly events: readonly TailEvent[];
}

/** The log lines of invocations, in order: what they logged, then what they threw. */
export function toLines(text: string): readonly LogLine[] {
  const { script, code, events }: Tail = JSON.parse(text);
  const line = (time: number, text: string): LogLine => ({ cloud: "cloudflare", group: script, time, text, code });
  return events.flatMap(({ logs, exceptions }) => [
    ...logs.map(({ message, timestamp }) => line(timestamp, toText(message))),
    ...exceptions.map(({ name, message, stack, timestamp }) =>
      line(timestamp, [`${name}: ${message}`, ...(stack === undefined ? [] : [stack])].join("\n")),
    ),
  ]);
}

/** For `console.log("a", { b: 1 })` the message is the list of arguments. */
function toText(message: unknown): string {
  const parts: readonly unknown[] = Array.isArray(message) ? message : [message];
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" ");
}
