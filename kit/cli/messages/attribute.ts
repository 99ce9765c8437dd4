import { FourfoldError } from "../../spec/index.ts";
import type { DeployedQueue } from "../deployed-queues.ts";

/** As people name it: `shop/placed`. */
export const titleOf = ({ set, name }: Pick<DeployedQueue, "set" | "name">): string => `${set}/${name}`;

/** What a queue's component says of it. @throws FourfoldError `ERR_USAGE` when it does not say it. */
export function requireAttribute(queue: DeployedQueue, name: string): string {
  const value = queue.attributes[name];
  if (value !== undefined) return value;
  throw new FourfoldError("ERR_USAGE", {
    where: `${queue.cloud}: ${titleOf(queue)}`,
    what: `the stack's state does not say its ${name}.`,
    fix: "Deploy it with this version of Fourfold.",
  });
}
