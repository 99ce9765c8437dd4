import type { ComponentResource, Input } from "@pulumi/pulumi";
import {
  type AnySet,
  consumesOf,
  type FunctionSpec,
  type Handle,
  type Resource,
  requireSupport,
  subscribesOf,
} from "fourfold";
import { type ConsumerArgs, Delivery, type DeliveryTransform } from "../delivery/index.ts";
import type { Function } from "../function/index.ts";
import { Queue, type QueueTransform } from "../queue/index.ts";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import { feeder } from "../topic/feeder.ts";
import { Topic, type TopicTransform } from "../topic/index.ts";
import type { SetTriggerArgs } from "../triggers/index.ts";
import type { FunctionSetArgs, SetFunctionArgs, SetQueueArgs } from "./args.ts";
import { functionsWith, type Members, shared, type Unconnected } from "./members.ts";

/** The queues and the topics of a set. */
export interface MessageNodes {
  /** By name in the set; that of a subscriber is `notifyQueue` for the function `notify`. */
  readonly queues: { readonly [name: string]: Queue };
  readonly topics: { readonly [name: string]: Topic };
}

/** Changes to the arguments of a set's queues and topics. */
export interface MessagesTransform {
  /** Those of each queue, by its name in the set; that of a subscriber is `notifyQueue` for the function `notify`. @default {} */
  readonly queues?: { readonly [name: string]: QueueTransform };
  /** Those of each topic, by its name in the set. @default {} */
  readonly topics?: { readonly [name: string]: TopicTransform };
}

const queueName = (set: string, key: string) => `${set}-${kebab(key)}`;
const topicName = (set: string, key: string) => `${set}-${kebab(key)}`;
export const deliveryName = (set: string, key: string) => `${set}-${kebab(key)}-delivery`;

/** The queues and the topics that a set makes. */
export const messagesOf = ({ queues = {}, topics = {} }: FunctionSetArgs): readonly Members[] => [
  { component: "Queue", property: "queues", title: "queue", keys: Object.keys(queues), nameOf: queueName },
  { component: "Topic", property: "topics", title: "topic", keys: Object.keys(topics), nameOf: topicName },
];

type Named<T> = { readonly [name: string]: T };
type Naming = (set: string, key: string) => string;

/** The options of a child that may have had other names, and other arguments. */
function optionsOf<T>(
  self: ComponentResource,
  set: string,
  naming: Naming,
  was: readonly string[],
  transform: T | undefined,
) {
  const former = was.map((old) => naming(set, old));
  return { ...formerly(self, former), ...(transform === undefined ? {} : { transform }) };
}

function createQueues(self: ComponentResource, name: string, args: FunctionSetArgs, transform: MessagesTransform) {
  const created = Object.entries(args.queues ?? {}).map(([key, { from: _, was = [], ...settings }]) => {
    const options = optionsOf(self, name, queueName, was, transform.queues?.[key]);
    return [key, new Queue(queueName(name, key), { ...shared(args), ...settings, queue: key }, options)] as const;
  });
  return Object.fromEntries(created);
}

/** The queues that a topic feeds. */
function feedsOf(topic: string, { queues = {} }: FunctionSetArgs, created: Named<Queue>) {
  return Object.entries(queues).flatMap(([key, { from }]) => {
    const handle = created[key]?.handle;
    if (from?.topic !== topic || handle === undefined) return [];
    return [{ handle, ...(from.where === undefined ? {} : { where: from.where }) }];
  });
}

function createTopics(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: MessagesTransform,
  queues: Named<Queue>,
) {
  const created = Object.entries(args.topics ?? {}).map(([key, { was = [], ...settings }]) => {
    const options = optionsOf(self, name, topicName, was, transform.topics?.[key]);
    const feeds = feeder[args.cloud] === "Topic" ? { feeds: feedsOf(key, args, queues) } : {};
    return [key, new Topic(topicName(name, key), { ...shared(args), ...settings, ...feeds }, options)] as const;
  });
  return Object.fromEntries(created);
}

/** Refuses queues that topics of other sets feed, where topics know the queues of their own set alone. @throws FourfoldError `ERR_UNSUPPORTED` */
function checkForeign({ cloud, queues = {}, topics = {} }: FunctionSetArgs, where: string): void {
  const foreign = Object.values(queues)
    .flatMap(({ from }) => from?.topic ?? [])
    .find((topic) => topics[topic] === undefined);
  if (foreign !== undefined) requireSupport("foreignTopic", cloud, `${where}, topic "${foreign}"`);
}

/** Makes queues, and topics that may feed them. */
export function createMessages(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: MessagesTransform,
): MessageNodes {
  checkForeign(args, `FunctionSet "${name}"`);
  const queues = createQueues(self, name, args, transform);
  return { queues, topics: createTopics(self, name, args, transform, queues) };
}

/** Adds the name of the resource whose schema checks the messages that a function consumes: its queue or topic, if that has a schema. */
export function withSchema(
  { consumes: lowered, ...others }: SetTriggerArgs,
  { consumes, subscribes }: FunctionSpec,
  set: AnySet,
): SetTriggerArgs {
  if (lowered === undefined) return others;
  const source = consumes === undefined ? subscribes && subscribesOf(subscribes).topic : consumesOf(consumes).queue;
  const resource: Resource | undefined = source === undefined ? undefined : set.resources[source];
  const isChecked = resource !== undefined && "schema" in resource && "~standard" in resource.schema;
  return { ...others, consumes: isChecked && source !== undefined ? { ...lowered, schema: source } : lowered };
}

/** A function of a set, with the settings of the queue that it consumes. */
export function withQueue(
  { consumes, ...others }: SetFunctionArgs,
  { queues = {} }: FunctionSetArgs,
  handles: Named<Input<Handle>>,
) {
  if (consumes === undefined) return others;
  const { from: _from, keepFor: _keepFor, ...delivery }: SetQueueArgs = queues[consumes.queue] ?? {};
  const handle = handles[consumes.queue];
  return { ...others, ...(handle === undefined ? {} : { consumes: { ...delivery, ...consumes, handle } }) };
}

/** The function that consumes a queue, and how its messages come to it. */
function consumerOf(key: string, args: FunctionSetArgs, functions: Named<Function>): ConsumerArgs | undefined {
  const [name, spec] = functionsWith("consumes", args).find(([, { consumes }]) => consumes.queue === key) ?? [];
  const handle = name === undefined ? undefined : functions[name]?.handle;
  if (handle === undefined || spec === undefined) return undefined;
  const { queue: _queue, schema: _schema, ...transport } = spec.consumes;
  return { handle, ...transport };
}

/** What brings messages to each queue, and from it to its consumer. */
export function createDeliveries(
  { self, name, args, functions, transform }: Unconnected<{ readonly deliveries?: Named<DeliveryTransform> }>,
  handles: Named<Input<Handle>>,
): Named<Delivery> {
  const created = Object.entries(args.queues ?? {}).flatMap(([key, { from, was = [], ...settings }]) => {
    const handle = handles[key];
    if (handle === undefined) return [];
    const topic = from && feeder[args.cloud] === "Delivery" ? handles[from.topic] : undefined;
    const consumer = consumerOf(key, args, functions);
    const delivery = {
      ...{ ...shared(args), ...settings, handle },
      ...(topic && { from: { handle: topic, ...(from?.where === undefined ? {} : { where: from.where }) } }),
      ...(consumer && { consumer }),
    };
    const options = optionsOf(self, name, deliveryName, was, transform.deliveries?.[key]);
    return [[key, new Delivery(deliveryName(name, key), delivery, options)] as const];
  });
  return Object.fromEntries(created);
}
