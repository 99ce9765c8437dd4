import { FourfoldError } from "../errors.ts";
import type { AnySet } from "../function-set.ts";
import type { Resource } from "../resources/index.ts";
import type { QueueResource } from "../resources/queue.ts";
import type { TopicResource } from "../resources/topic.ts";
import { nearest } from "../shapes/nearest.ts";
import { messageLimits } from "./common-limits.ts";
import type { QueueFeed } from "./queue.ts";
import { attributeName } from "./send-limits.ts";
import { readQueue } from "./settle.ts";
import type { Filter } from "./where.ts";

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

/** How many attributes one filter can name: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const mostConditions = 5;

function checkAttributes(names: readonly string[], where: string): void {
  const wrong = names.find((name) => !attributeName.test(name));
  if (wrong !== undefined) {
    const fix = "Use a letter, then letters, digits and _.";
    refuse(where, `${JSON.stringify(wrong)} is not a valid name for an attribute.`, fix);
  }
  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter: names are case-insensitive.
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.find((_, at) => folded.indexOf(folded[at] ?? "") !== at);
  if (twice !== undefined) {
    refuse(where, `there are two attributes "${twice}" apart from capitals.`, "Give each a name of its own.");
  }
  if (names.length <= messageLimits.attributes) return;
  const what = `it has ${names.length} attributes, and a message has at most ${messageLimits.attributes}.`;
  refuse(where, what, "Declare only those that somebody filters by.");
}

const areStrings = (values: unknown): boolean =>
  [values].flat().length > 0 && [values].flat().every((value) => typeof value === "string" && value !== "");

/** Whether a value that no compiler has checked is a filter. */
function isFilter(filter: unknown): boolean {
  if (typeof filter !== "object" || filter === null || Array.isArray(filter)) return areStrings(filter);
  const [[operator, value] = [], ...others] = Object.entries(filter);
  if (others.length > 0) return false;
  if (operator === "exists") return typeof value === "boolean";
  return operator === "prefix" ? typeof value === "string" && value !== "" : operator === "not" && areStrings(value);
}

/** The attributes that a topic declares, if any. */
function attributesOf(topic: Resource): readonly string[] {
  return "options" in topic && "attributes" in topic.options ? (topic.options.attributes ?? []) : [];
}

function checkWhere(filters: Readonly<Record<string, Filter>>, name: string, topic: Resource, where: string): void {
  const known = attributesOf(topic);
  for (const [attribute, filter] of Object.entries(filters)) {
    if (!known.includes(attribute)) {
      const meant = nearest(attribute, known);
      const hint = meant === undefined ? "" : `Did you mean "${meant}"? `;
      const fix = `${hint}The topic declares ${known.join(", ") || "none"}: add it to its \`attributes\`.`;
      refuse(where, `its filter names "${attribute}", which is not an attribute of the topic "${name}".`, fix);
    }
    if (isFilter(filter)) continue;
    const fix =
      'Write "a", ["a", "b"], { prefix: "a" }, { not: ["a"] } or { exists: true }, with texts that are not empty.';
    refuse(where, `its filter on "${attribute}" is not a valid filter.`, fix);
  }
  const count = Object.keys(filters).length;
  if (count <= mostConditions) return;
  refuse(where, `its filter names ${count} attributes, and can name ${mostConditions}.`, "Ask for fewer.");
}

/**
 * Refuses a subscription to anything but a topic of the set, and filters by attributes that the topic does not declare.
 * @throws FourfoldError `ERR_SPEC`
 */
export function checkFeed({ topic: name, where: filters = {} }: QueueFeed, set: AnySet, where: string): void {
  const topic: Resource | undefined = Object.hasOwn(set.resources, name) ? set.resources[name] : undefined;
  if (topic?.kind !== "topic") {
    const topics = Object.keys(set.resources).filter((each) => set.resources[each]?.kind === "topic");
    const fix = `Name one of ${topics.join(", ") || "none: the set has no topics"}.`;
    refuse(where, `"${name}" is not a topic of the set.`, fix);
  }
  if ("allowed" in topic && !(topic.allowed as readonly string[]).includes("subscribe")) {
    refuse(where, `the owner of the topic "${name}" lets nobody subscribe.`, 'Have its set export "subscribe".');
  }
  checkWhere(filters, name, topic, where);
}

/** @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT` */
export function checkQueue({ options }: Pick<QueueResource<unknown>, "options">, set: AnySet, where: string): void {
  readQueue(options, where);
  if (options.from !== undefined) checkFeed(options.from, set, where);
}

/** @throws FourfoldError `ERR_SPEC` */
export function checkTopic({ options }: Pick<TopicResource<unknown>, "options">, where: string): void {
  checkAttributes(options.attributes ?? [], where);
}
