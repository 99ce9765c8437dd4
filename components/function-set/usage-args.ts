/**
 * How much something is used, for estimates of what it costs: docs/cost.md#usage. What is left out follows from the program, or is assumed
 * as that page says.
 */
export interface CostUsageArgs {
  /** Requests and runs in a month. */
  requests?: number;
  /** Time of a request or a run, in milliseconds. */
  duration?: number;
  /** Memory that a run uses, where that is measured, in MB. */
  memory?: number;
  /** Processor time of a request or a run, in milliseconds. */
  cpuTime?: number;
  /** Share of requests that start an instance, from 0 to 1. */
  coldStarts?: number;
  /** Requests that an instance processes at the same time. */
  concurrency?: number;
  /** Size of a request, in KB. */
  requestSize?: number;
  /** Size of a response, in KB. */
  responseSize?: number;
  /** Logs of a request or a run, in KB. */
  logSize?: number;
  /** Share of requests that a cache does not answer, from 0 to 1. */
  cacheMisses?: number;
  /** Steps of a run of a workflow. */
  steps?: number;
  /** Steps of a run that call something outside the cloud. */
  externalSteps?: number;
  /** Connections that stay open at the same time, such as those of WebSockets. */
  connections?: number;
  /** Messages and events in a month. */
  messages?: number;
  /** Size of a message, in KB. */
  messageSize?: number;
  /** Attempts to process a message. */
  attempts?: number;
  /** Share of messages that end as dead letters, from 0 to 1. */
  deadLetters?: number;
  /** Items read in a month. */
  reads?: number;
  /** Items written in a month. */
  writes?: number;
  /** Items deleted in a month. */
  deletes?: number;
  /** Size of an item, in KB. */
  itemSize?: number;
  /** Data kept, in GB. */
  storage?: number;
  /** Readings of a secret or uses of a key in a month. */
  accesses?: number;
  /** Alarms that go off in a month. */
  alerts?: number;
  /** Data sent to the internet, in GB a month. */
  egress?: number;
  /** Hours of instances that run, in a month. */
  instanceHours?: number;
}
