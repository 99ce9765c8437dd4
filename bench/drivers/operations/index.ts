import { type Driver, type Environment, openLinks } from "../../../kit/runtime/links.ts";
import type { Kind, Operations } from "../contract.ts";
import { messageOperations } from "./messages.ts";
import { tableOperations } from "./table.ts";

/** How each kind is linked, and what is done with what its link hands out. */
const kinds: Readonly<Record<Kind, { readonly verbs: readonly string[]; operate(handed: unknown): Operations }>> = {
  queue: { verbs: ["send"], operate: messageOperations },
  topic: { verbs: ["publish"], operate: messageOperations },
  table: { verbs: ["read", "write"], operate: tableOperations },
};

/** Opens a driver as functions do, for the link `orders`. Also runs in a Worker. */
export function openOperations(kind: Kind, open: Driver, environment: Environment): Operations {
  const { verbs, operate } = kinds[kind];
  const { orders } = openLinks("The benchmark", { orders: { kind, verbs } }, { [kind]: open }, environment).handed;
  return operate(orders);
}
