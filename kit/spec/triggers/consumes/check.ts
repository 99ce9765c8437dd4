import { FourfoldError } from "../../errors.ts";
import type { AnySet, FunctionSpec } from "../../function-set.ts";
import { checkFeed } from "../../messages/check.ts";
import { messageLimits } from "../../messages/common-limits.ts";
import { readQueue } from "../../messages/settle.ts";
import type { Resource } from "../../resources/index.ts";
import { toSeconds } from "../../units.ts";
import type { Consumes, Subscribes, TransportOptions } from "./consumes.ts";
import { consumesOf, subscribesOf } from "./forms.ts";

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

function requireBetween(property: string, value: number, min: number, max: number, where: string): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `\`${property}\` is ${value}, and must be a whole number from ${min} to ${max}.`,
    fix: `Change \`${property}\`.`,
  });
}

/** @throws FourfoldError `ERR_LIMIT`, and `ERR_SPEC` for what is not a duration. */
export function checkTransport({ batch = 1, within, parallel }: TransportOptions, where: string): void {
  requireBetween("batch", batch, 1, messageLimits.batch, where);
  if (within !== undefined) requireBetween("within", toSeconds(within, where), 1, messageLimits.within, where);
  if (parallel === undefined) return;
  requireBetween("parallel", parallel, messageLimits.parallel.min, messageLimits.parallel.max, where);
}

/** The functions that consume a queue. */
function consumersOf(queue: string, set: AnySet): readonly string[] {
  const functions = Object.entries<FunctionSpec>(set.functions);
  return functions.flatMap(([name, { consumes }]) =>
    consumes !== undefined && consumesOf(consumes).queue === queue ? [name] : [],
  );
}

/** @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT` */
export function checkConsumes(spec: string | Consumes, where: string, set: AnySet): void {
  const { queue: name, ...transport } = consumesOf(spec);
  const queue: Resource | undefined = Object.hasOwn(set.resources, name) ? set.resources[name] : undefined;
  if (queue?.kind !== "queue") {
    const queues = Object.keys(set.resources).filter((each) => set.resources[each]?.kind === "queue");
    const fix = `Name one of ${queues.join(", ") || "none: the set has no queues"}.`;
    refuse(where, `it consumes "${name}", which is not a queue of the set.`, fix);
  }
  if ("allowed" in queue) {
    const fix = "Consume it in the set that owns it, or publish to a topic, which each set can subscribe to.";
    refuse(where, `it consumes "${name}", which belongs to another set.`, fix);
  }
  const [first, second] = consumersOf(name, set);
  if (second !== undefined) {
    const fix = "Let one function consume it, or publish to a topic, which several functions can subscribe to.";
    refuse(where, `the queue "${name}" is consumed by "${first}" and by "${second}".`, fix);
  }
  checkTransport(transport, where);
}

/** @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT` */
export function checkSubscribes(spec: string | Subscribes, where: string, set: AnySet): void {
  const { topic, where: filters, batch, within, parallel, ...delivery } = subscribesOf(spec);
  checkFeed({ topic, ...(filters === undefined ? {} : { where: filters }) }, set, where);
  checkTransport(
    {
      ...(batch === undefined ? {} : { batch }),
      ...(within === undefined ? {} : { within }),
      ...(parallel === undefined ? {} : { parallel }),
    },
    where,
  );
  readQueue(delivery, where);
}
