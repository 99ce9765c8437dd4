import type { Files } from "../../contract.ts";

/** The properties of host.json that the simulator uses. https://learn.microsoft.com/azure/azure-functions/functions-host-json */
export interface HostJson {
  /** The prefix of every route, without slashes. @default "api" */
  readonly routePrefix: string;
  /** How long a function may run, in milliseconds; `undefined` is unlimited. @default 30 minutes */
  readonly functionTimeout: number | undefined;
  readonly serviceBus: ServiceBusOptions;
}

/** How functions with Service Bus triggers receive messages. https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings */
export interface ServiceBusOptions {
  /** How many messages a function processes at a time. @default 16 */
  readonly maxConcurrentCalls: number;
  /** How long locks are renewed, in milliseconds. @default 5 minutes */
  readonly maxAutoLockRenewalDuration: number;
  /** @default true */
  readonly autoCompleteMessages: boolean;
}

/** Flex Consumption: "Default 30, Maximum Unbounded". https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout */
const defaultTimeout = 30 * 60_000;

/**
 * Reads a package's host.json.
 *
 * @throws Error when it is missing or not valid: then the host does not start.
 */
export function parseHostJson(files: Files): HostJson {
  const bytes = files.get("host.json");
  if (bytes === undefined) throw new Error("The package has no host.json in its root.");
  const content: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (member(content, "version") !== "2.0") throw new Error('host.json must have "version": "2.0".');
  const prefix = member(member(member(content, "extensions"), "http"), "routePrefix");
  return {
    routePrefix: typeof prefix === "string" ? prefix.replace(/^\/+|\/+$/g, "") : "api",
    functionTimeout: parseTimeout(member(content, "functionTimeout")),
    serviceBus: parseServiceBus(member(member(content, "extensions"), "serviceBus")),
  };
}

function parseServiceBus(content: unknown): ServiceBusOptions {
  const calls = member(content, "maxConcurrentCalls") ?? 16;
  if (typeof calls !== "number" || calls < 1)
    throw new Error("host.json: extensions.serviceBus.maxConcurrentCalls is not a number of at least 1.");
  const renewal = member(content, "maxAutoLockRenewalDuration") ?? "00:05:00";
  return {
    maxConcurrentCalls: calls,
    maxAutoLockRenewalDuration: parseSpan("extensions.serviceBus.maxAutoLockRenewalDuration", renewal),
    autoCompleteMessages: member(content, "autoCompleteMessages") !== false,
  };
}

/** A duration; -1 is unlimited. */
function parseTimeout(value: unknown): number | undefined {
  if (value === undefined) return defaultTimeout;
  return value === "-1" || value === -1 ? undefined : parseSpan("functionTimeout", value);
}

/** A TimeSpan, `[d.]hh:mm:ss`, in milliseconds. */
function parseSpan(property: string, value: unknown): number {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/.exec(String(value));
  if (match === null)
    throw new Error(`host.json: ${property} ${JSON.stringify(value)} is not a time such as "00:05:00".`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
