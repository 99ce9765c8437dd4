import { queueKind, topicKind } from "../messages/kinds.ts";
import { messageSupports } from "../messages/supports.ts";
import { secretKind } from "../secrets/kind.ts";
import { secretSupports } from "../secrets/supports.ts";
import { tableKind } from "../tables/kind.ts";
import { tableSupports } from "../tables/supports.ts";
import type { ItemOf } from "./item.ts";
import type { ResourceKind } from "./kind.ts";
import type { ParamResource } from "./param.ts";
import type { QueueFaces, QueueResource } from "./queue.ts";
import type { SecretFaces, SecretResource } from "./secret.ts";
import type { TableFaces, TableResource } from "./table.ts";
import type { TopicFaces, TopicResource } from "./topic.ts";

export * from "../messages/index.ts";
export * from "../secrets/index.ts";
export * from "../tables/index.ts";
export { type AnySchema, type ItemOf, type Of, type TypeOnly, type } from "./item.ts";
export { type Json, type ParamResource, param } from "./param.ts";
export { type QueueResource, queue } from "./queue.ts";
export { type SecretResource, secret } from "./secret.ts";
export { type TableResource, table } from "./table.ts";
export { type TopicOptions, type TopicResource, topic } from "./topic.ts";

// biome-ignore lint/suspicious/noExplicitAny: variance: no other type argument accepts every item and every option
type Whatever = any;

/** Any resource of a function set. A capability adds its kind here and in {@link Faces}. */
export type Resource =
  | ParamResource<unknown>
  | QueueResource<Whatever, Whatever>
  | SecretResource
  | TableResource<Whatever, Whatever, Whatever, Whatever>
  | TopicResource<Whatever, Whatever>;

/** For each kind of resource and each verb, what a handler is handed. A capability adds its row here. */
export interface Faces<R> {
  readonly param: { readonly read: ItemOf<R> };
  readonly queue: QueueFaces<R>;
  readonly secret: SecretFaces;
  readonly table: TableFaces<R>;
  readonly topic: TopicFaces<R>;
}

/** The verbs of a kind, for checks at run time. */
export const verbs = {
  param: ["read"],
  queue: ["send"],
  secret: ["read"],
  table: ["read", "write"],
  topic: ["publish"],
} as const satisfies { readonly [K in Resource["kind"]]: readonly string[] };

/** What other sets may do with a resource besides linking it: subscribe to a topic. */
export const exportable = {
  param: [],
  queue: [],
  secret: [],
  table: [],
  topic: ["subscribe"],
} as const satisfies { readonly [K in Resource["kind"]]: readonly string[] };

/** The resources that have options, by kind. */
export type Optioned = { readonly [R in Exclude<Resource, ParamResource<unknown>> as R["kind"]]: R };

/** What is checked of those that a set owns. A capability adds its line here. */
export const resourceKinds: { readonly [K in keyof Optioned]: ResourceKind<Optioned[K]> } = {
  queue: queueKind,
  secret: secretKind,
  table: tableKind,
  topic: topicKind,
};

/** The kinds of which a stack binds a value, and not where one is. */
export type ValueKind = "param" | "secret";

/** What resources can ask for, and what each cloud makes of it. A capability adds its rows here. */
export const resourceSupports = { ...messageSupports, ...secretSupports, ...tableSupports };

type VerbOf<K> = K extends keyof typeof verbs ? (typeof verbs)[K][number] : never;

/** The verbs that a link to a resource may ask for: those of its kind, or those of them that its owner exports. */
export type Verb<R> = R extends { readonly allowed: infer V; readonly kind: infer K }
  ? V & VerbOf<K>
  : R extends { readonly kind: infer K }
    ? VerbOf<K>
    : never;

/** What a set may export of a resource. */
export type Exported<R> = R extends { readonly kind: infer K extends keyof typeof exportable }
  ? Verb<R> | (typeof exportable)[K][number]
  : never;

/** The names of those resources of a set that are of a kind and allow a verb. Of a set of any shape, every name. */
export type Named<R, K extends Resource["kind"], V extends string> = string extends keyof R
  ? string
  : {
      [N in keyof R]: R[N] extends { readonly kind: K } ? (Allows<R[N], V> extends true ? N : never) : never;
    }[keyof R] &
      string;

/** Whether a resource's owner allows a verb: always, where the set itself is its owner. */
type Allows<R, V> = R extends { readonly allowed: infer A } ? (V extends A ? true : false) : true;

/** What a handler is handed for a resource and some of its verbs: the intersection of the verbs' faces. */
export type Face<R, V> = R extends { readonly kind: infer K extends keyof Faces<R> }
  ? Intersection<V extends keyof Faces<R>[K] ? Boxed<Faces<R>[K][V]> : never>
  : never;

interface Boxed<T> {
  readonly box: T;
}
type Intersection<U> = (U extends Boxed<infer T> ? (value: Boxed<T>) => void : never) extends (value: infer I) => void
  ? I extends Boxed<infer T>
    ? T
    : never
  : never;
