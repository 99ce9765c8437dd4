import { type Cloud, FourfoldError, nearest, ownQueueName } from "../../spec/index.ts";
import type { DeployedQueue } from "../deployed-queues.ts";
import { titleOf } from "./attribute.ts";

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_USAGE", { where, what, fix });
}

const titlesOf = (queues: readonly DeployedQueue[]): readonly string[] => [...new Set(queues.map(titleOf))].sort();

/** What to write instead of a name that no queue has. */
function wayOut(name: string, queues: readonly DeployedQueue[]): string {
  const titles = titlesOf(queues);
  if (titles.length === 0) return "Deploy a set with queues first.";
  const short = [...new Set(queues.map((queue) => queue.name))];
  const meant = nearest(name, [...short, ...titles]);
  return `${meant === undefined ? "" : `Did you mean "${meant}"? `}Its queues are ${titles.join(", ")}.`;
}

/** Those that have a name, or a name in a set; otherwise those of the subscriber that has it. */
function named(queues: readonly DeployedQueue[], name: string): readonly DeployedQueue[] {
  const found = (wanted: string) => queues.filter((queue) => queue.name === wanted || titleOf(queue) === wanted);
  const own = found(name);
  return own.length > 0 ? own : found(ownQueueName(name));
}

/**
 * The queues that a name means, on each cloud that is wanted: `placed`, `shop/placed`, or a subscriber's name.
 * @param where - The command, as messages name it.
 * @throws FourfoldError `ERR_USAGE` with the names that there are, for none, and for those of several sets.
 */
export function chooseQueues(
  queues: readonly DeployedQueue[],
  {
    name,
    wanted,
    where,
  }: { readonly name: string; readonly wanted: readonly Cloud[] | undefined; readonly where: string },
): readonly DeployedQueue[] {
  const found = named(queues, name);
  const titles = titlesOf(found);
  if (titles.length > 1) refuse(where, `several sets have a queue "${name}".`, `Name one of ${titles.join(", ")}.`);
  if (found.length === 0) refuse(where, `"${name}" is not a queue of this stack.`, wayOut(name, queues));
  const chosen = found.filter(({ cloud }) => wanted?.includes(cloud) ?? true);
  if (chosen.length > 0) return chosen;
  const clouds = found.map(({ cloud }) => cloud).join(", ");
  return refuse(where, `"${name}" is not deployed to ${wanted?.join(", ")}.`, `Choose among ${clouds}.`);
}
