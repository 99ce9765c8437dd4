import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { BundleArgs, CloudflareFunctionArgs } from "../function/args.ts";
import type { ZoneArgs } from "../gateway/args.ts";
import type { KeptDeliveryArgs } from "../queue/args.ts";
import type { SecretSourceArgs } from "../secret/args.ts";
import type { Cloud, Protection } from "../support/cloud.ts";
import type { TableLayoutArgs } from "../table/args.ts";
import type { SetTriggerArgs } from "../triggers/index.ts";

/** A function set on one cloud, as {@link deploy} writes it: plain interfaces, so that other languages can write it too. */
export interface FunctionSetArgs {
  /** The cloud it runs on. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set's name. */
  set: string;
  /** The file that handlers are relative to. */
  root: string;
  /** The functions, by name. */
  functions: { [name: string]: SetFunctionArgs };
  /**
   * Which HTTP function answers which path: `{ "/*": "site", "/admin/*": "admin", "/users/:id": "users" }`. The most specific
   * route wins. Empty: every path; several functions then have an address each, where the cloud gives them one.
   */
  routes: { [path: string]: string };
  /**
   * On Google Cloud and Azure: lets each function have an address of its own, where it answers every path, although the set has routes.
   * @default false: routes to several functions are refused there
   */
  ownAddresses?: boolean;
  /** The values of the params, as JSON, by name. @default {} */
  params?: { [name: string]: Input<string> };
  /** The queues, by name. @default {} */
  queues?: { [name: string]: SetQueueArgs };
  /** The topics, by name. @default {} */
  topics?: { [name: string]: SetTopicArgs };
  /** The tables, by name. @default {} */
  tables?: { [name: string]: SetTableArgs };
  /** The secrets, by name. @default {} */
  secrets?: { [name: string]: SetSecretArgs };
  /** The handles of queues, topics, tables and secrets that belong to other sets, by name. @default {} */
  bound?: { [name: string]: Input<Handle> };
  /** The resources that other sets may bind. @default [] */
  exports?: string[];
  /** On Cloudflare: the host name that the functions answer on, at every path. @default none: workers.dev */
  zone?: ZoneArgs;
  /** Quotas that the cloud has raised for the account, by name. @default those of a new account */
  quotas?: { [name: string]: number };
  /** What happens to logs when they leave the program. @default "retain" */
  protection?: Protection;
  /** What the set may cost with everything in it. The policy pack refuses more. @default - decided by the team's settings */
  costBudget?: CostBudgetArgs;
  /**
   * How much of it is used, for estimates of what it costs: by the names of its functions, queues, topics, tables and secrets, and `*` for all of
   * it. Settings and files of usage count first. @default {}: it follows from the program, or is assumed
   */
  costUsage?: { [name: string]: CostUsageArgs };
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}

/** What a component may cost, for the policies that a deployment is held to: docs/policies.md#cost-budgets. */
export interface CostBudgetArgs {
  /** US dollars a month, as expected. @default any amount */
  monthly?: number;
  /** US dollars until somebody stops it, while everything with a cap is at its cap. @default any amount */
  exposure?: number;
}

/**
 * How much something is used, for estimates of what it costs: docs/cost.md#usage. What is left out follows from the program, or is assumed
 * as that page says.
 */
export interface CostUsageArgs {
  /** Requests and runs in a month. @default it is assumed */
  requests?: number;
  /** Time of a request or a run, in milliseconds. @default it is assumed */
  duration?: number;
  /** Memory that a run uses, where that is measured, in MB. @default it is assumed */
  memory?: number;
  /** Processor time of a request or a run, in milliseconds. @default it is assumed */
  cpuTime?: number;
  /** Share of requests that start an instance, from 0 to 1. @default it is assumed */
  coldStarts?: number;
  /** Requests that an instance processes at the same time. @default it is assumed */
  concurrency?: number;
  /** Size of a request, in KB. @default it is assumed */
  requestSize?: number;
  /** Size of a response, in KB. @default it is assumed */
  responseSize?: number;
  /** Logs of a request or a run, in KB. @default it is assumed */
  logSize?: number;
  /** Share of requests that a cache does not answer, from 0 to 1. @default it is assumed */
  cacheMisses?: number;
  /** Steps of a run of a workflow. @default it is assumed */
  steps?: number;
  /** Steps of a run that call something outside the cloud. @default it is assumed */
  externalSteps?: number;
  /** Connections that stay open at the same time, such as those of WebSockets. @default it is assumed */
  connections?: number;
  /** Messages and events in a month. @default it is assumed */
  messages?: number;
  /** Size of a message, in KB. @default it is assumed */
  messageSize?: number;
  /** Attempts to process a message. @default it is assumed */
  attempts?: number;
  /** Share of messages that end as dead letters, from 0 to 1. @default it is assumed */
  deadLetters?: number;
  /** Items read in a month. @default it is assumed */
  reads?: number;
  /** Items written in a month. @default it is assumed */
  writes?: number;
  /** Items deleted in a month. @default it is assumed */
  deletes?: number;
  /** Size of an item, in KB. @default it is assumed */
  itemSize?: number;
  /** Data kept, in GB. @default it is assumed */
  storage?: number;
  /** Readings of a secret or uses of a key in a month. @default it is assumed */
  accesses?: number;
  /** Alarms that go off in a month. @default it is assumed */
  alerts?: number;
  /** Data sent to the internet, in GB a month. @default it is assumed */
  egress?: number;
  /** Hours of instances that run, in a month. @default it is assumed */
  instanceHours?: number;
}

/** One function of a set. It has exactly one trigger. */
export interface SetFunctionArgs extends SetTriggerArgs {
  /** The file whose default export runs, relative to `root`. */
  handler: string;
  /** Memory, as a size: `"512 MB"`. @default "256 MB" */
  memory?: string;
  /** How long one run or request may take, as a duration: `"20 seconds"`. @default "20 seconds" */
  timeout?: string;
  /** Environment variables. @default {} */
  environment?: { [name: string]: Input<string> };
  /** Files that ship beside the code, as patterns relative to the handler's file: `["./templates/**"]`. Not on Workers. @default [] */
  assets?: string[];
  /** How it is bundled, where its sources do not say everything. @default {} */
  bundle?: BundleArgs;
  /** The verbs of each resource that it may use. @default {} */
  links?: { [resource: string]: SetLinkArgs };
  /** What only Cloudflare has. @default {} */
  cloudflare?: CloudflareFunctionArgs;
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** A queue of a set. */
export interface SetQueueArgs extends KeptDeliveryArgs {
  /** The topic that feeds it. @default none: only what is sent to it */
  from?: SetFeedArgs;
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** The topic that feeds a queue of a set. */
export interface SetFeedArgs {
  /** The name of the topic in the set. */
  topic: string;
  /** Which of its messages are wanted, as JSON: an object of filters by attribute. @default all */
  where?: string;
}

/** A topic of a set. */
export interface SetTopicArgs {
  /** The properties of an item that travel beside it, for filters: at most 8. @default [] */
  attributes?: string[];
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** A table of a set. */
export interface SetTableArgs extends TableLayoutArgs {
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** A secret of a set. */
export interface SetSecretArgs extends SecretSourceArgs {
  /** On Cloudflare: the id of the Secrets Store that keeps it. @default each Worker that reads it has a copy */
  secretsStore?: Input<string>;
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** One link of a function. */
export interface SetLinkArgs {
  /** The resource's kind: `"param"`, `"queue"`, `"topic"`, `"table"`, `"secret"`. */
  kind: string;
  /** What the function may do with it: `["read"]`. */
  verbs: string[];
  /** For a secret: its value was generated, so that a function takes nothing else than Base64 for it. @default false */
  generated?: boolean;
  /** For a table: the set does not make it, so that the function can read one that Fourfold has not made. @default false */
  bound?: boolean;
}
