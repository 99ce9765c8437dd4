import type { DelayedSendOptions, Publishes, Sends } from "../../spec/index.ts";
import type { CurrentRun } from "../origin.ts";
import { toDelay } from "./delay.ts";
import { refuse } from "./errors.ts";
import { type Content, type Sender, sendMany, sendOne } from "./sender.ts";

/** Returns the run that sends. */
type Current = () => CurrentRun | undefined;

const outside: Current = () => undefined;

type Plain = Readonly<Record<string, unknown>>;

function toContent(item: unknown, { attributes, after }: DelayedSendOptions): Content {
  const delay = after === undefined ? 0 : toDelay(after);
  return { item, delay, ...(attributes === undefined ? {} : { attributes }) };
}

/**
 * What a handler is handed for a queue that it may send to.
 * @param current - @default messages belong to no run
 */
export function sendsTo(sender: Sender, current = outside): Sends<unknown, { readonly delays: true }> {
  return {
    send: async (item, options = {}) => sendOne(sender, toContent(item, options), current()),
    sendMany: async (items, options = {}) =>
      sendMany(
        sender,
        items.map((item) => toContent(item, options)),
        current(),
      ),
  };
}

/** The properties of an item that travel beside it, without those that the item does not have. */
function attributesOf(item: unknown, names: readonly string[]): Record<string, string> {
  const values: Plain = typeof item === "object" && item !== null ? { ...item } : {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      if (value === undefined || value === null) return [];
      if (typeof value === "string") return [[name, value]];
      return refuse(`The property "${name}" is an attribute of the topic, and is not a string.`);
    }),
  );
}

/**
 * What a handler is handed for a topic that it may publish to.
 * @param names - The attributes that the topic declares.
 * @param current - @default messages belong to no run
 */
export function publishesTo(sender: Sender, names: readonly string[], current = outside): Publishes<unknown> {
  const toPublished = (item: unknown): Content => ({ item, attributes: attributesOf(item, names) });
  return {
    publish: async (item) => sendOne(sender, toPublished(item), current()),
    publishMany: async (items) => sendMany(sender, items.map(toPublished), current()),
  };
}
