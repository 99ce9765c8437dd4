import type { Operations } from "../contract.ts";
import { order } from "./order.ts";

/** As many messages as every cloud takes at a time. */
export const manyAtOnce = 10;

const orders = Array.from({ length: manyAtOnce }, () => order);

/** Both faces of a queue or a topic, under one pair of names. */
export function messageOperations(handed: unknown): Operations {
  const { send, sendMany, publish = send, publishMany = sendMany } = Object(handed);
  return { send: () => publish(order), sendMany: () => publishMany(orders) };
}
