import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { chooseDeployed, titleOf } from "../deployed.ts";
import type { DeployedFunction } from "../deployed-functions.ts";
import type { StackChoice } from "../stacks/open.ts";
import { readEvent } from "./event-file.ts";
import type { Outcome } from "./outcome.ts";
import { readRequest, requestTo, requireRoute } from "./send-request.ts";
import { type CallableStack, openCallable } from "./stack.ts";
import type { HandCaller, HandRun, RunOrder } from "./timers/index.ts";

/** The options of `fourfold invoke`. */
export interface InvokeOptions extends StackChoice {
  /** The only clouds. @default all that it is deployed to */
  readonly cloud?: readonly Cloud[];
  /** The time that a scheduled run is for. @default now */
  readonly at?: Date;
  /** A file with the event of a scheduled run; `-` for standard input. @default the event that its timer sends */
  readonly event?: string;
  /** A file with the request for an HTTP function; `-` for standard input. @default GET of its shortest path */
  readonly request?: string;
}

/** The options for HTTP functions, and those for scheduled functions. */
const options = { http: ["request"], timer: ["at", "event"] } as const;

/** @throws FourfoldError `ERR_USAGE` for options of another trigger, or that the function's cloud does not support. */
function requireFitting(fn: DeployedFunction, given: InvokeOptions, offers: HandCaller): void {
  const { trigger, isTimed, cloud } = fn;
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where: `${cloud}: ${titleOf(fn)}`, what, fix });
  };
  if (trigger !== "http" && !isTimed) {
    refuse(`it has \`${trigger}\`, and runs when messages come.`, "Have a function send a message to its queue.");
  }
  const foreign = options[trigger === "http" ? "timer" : "http"].find((name) => given[name] !== undefined);
  if (foreign !== undefined)
    refuse(`--${foreign} is not for functions that have \`${trigger}\`.`, `Leave --${foreign} out.`);
  if (trigger === "http") return;
  for (const name of options.timer) {
    const offer = offers[name];
    if (given[name] === undefined || offer === true) continue;
    const what = `--${name} is not possible on ${cloud}: ${offer.text} (${offer.source}).`;
    refuse(what, `Leave --${name} out, or choose other clouds.`);
  }
}

/** A prepared call of a function. */
interface Call {
  readonly fn: DeployedFunction;
  readonly actor?: HandRun["actor"] | undefined;
  run(): Promise<Outcome>;
}

/** Prepares all calls, and finds everything that is wrong, before any of them is made. */
async function prepare(
  chosen: readonly DeployedFunction[],
  given: InvokeOptions,
  stack: CallableStack,
): Promise<readonly Call[]> {
  const { callers, endpoints } = stack;
  for (const fn of chosen) requireFitting(fn, given, callers[fn.cloud]);
  const request = readRequest(given.request);
  for (const fn of chosen) if (request !== undefined) requireRoute(fn, request.path);
  const order: RunOrder = { at: given.at, event: readEvent(given.event) };
  return Promise.all(
    chosen.map(async (fn) => {
      if (fn.trigger === "http") return { fn, run: requestTo(fn, endpoints, request) };
      const { actor, run } = await callers[fn.cloud].open(fn, process.env);
      return { fn, actor, run: () => run(order) };
    }),
  );
}

/**
 * Calls a function now, on each cloud that it is deployed to, and prints the identity it acts as, the function's log lines, and
 * the outcome.
 *
 * @returns Whether every call succeeded: a run that did not fail, a status below 500.
 * @throws FourfoldError `ERR_USAGE`, `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function invoke(name: string, given: InvokeOptions): Promise<boolean> {
  const stack = await openCallable(given);
  const choice = { kind: "function", name, clouds: given.cloud, where: "fourfold invoke" } as const;
  const calls = await prepare(chooseDeployed(stack.functions, choice), given, stack);
  for (const { fn, actor } of calls) if (actor !== undefined) console.log(`${fn.cloud}: acting as ${actor}`);
  const outcomes: Outcome[] = [];
  for (const { fn, run } of calls) {
    const since = Date.now();
    const outcome = await run();
    outcomes.push(outcome);
    for (const line of (await stack.readLog?.(fn, since)) ?? outcome.log ?? []) console.log(line);
    console.log(`${fn.cloud}: ${titleOf(fn)} ${outcome.text}`);
  }
  return outcomes.every(({ ok }) => ok);
}
