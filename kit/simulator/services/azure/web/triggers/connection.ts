import { textAt } from "../../../../contract/read.ts";
import type { Store, StoredResource } from "../../../../contract.ts";
import { isSame } from "../../arm.ts";
import { nameOf, namespaceIdOf, namespaceToken, queueToken } from "../../servicebus/index.ts";

/** Why a listener does not start, for the app's log. */
export class ListenerError extends Error {}

type Settings = Readonly<Record<string, string>>;

/** An identity-based connection. */
export interface Connection {
  /** `shop-messages.servicebus.windows.net`. */
  readonly host: string;
  /** The client id of a user-assigned identity. @default the app's system-assigned identity */
  readonly clientId?: string;
}

/**
 * Reads the settings of an identity-based connection.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#identity-based-connections
 *
 * @throws ListenerError
 */
export function readConnection(settings: Settings, name: string): Connection {
  if (settings[name] !== undefined)
    throw new ListenerError(`SimulatorLimit: ${name} is a connection string; the simulator connects by identity only.`);
  const host = settings[`${name}__fullyQualifiedNamespace`];
  if (host === undefined)
    throw new ListenerError(`The app setting ${name}__fullyQualifiedNamespace does not exist: it names the namespace.`);
  const [credential, clientId] = [settings[`${name}__credential`], settings[`${name}__clientId`]];
  if (credential !== undefined && credential !== "managedidentity")
    throw new ListenerError(`The app setting ${name}__credential is not managedidentity, but ${credential}.`);
  return credential === undefined || clientId === undefined ? { host } : { host, clientId };
}

/** Whether a host is that of a namespace in the cloud, or that of the local endpoint, which all namespaces share. */
function isAt(namespace: StoredResource, host: string): boolean {
  const here = URL.parse(textAt(namespace.outputs, "serviceBusEndpoint") ?? "")?.host;
  return isSame(host, `${nameOf(namespace)}.servicebus.windows.net`) || host === here;
}

/** A queue by its name and the host of its namespace. @throws ListenerError */
export function findQueue(store: Store, host: string, name: string): StoredResource {
  const namespaces = store.find(namespaceToken, (namespace) => isAt(namespace, host));
  const queues = store.find(
    queueToken,
    (queue) => isSame(nameOf(queue), name) && namespaces.some(({ id }) => isSame(id, namespaceIdOf(queue))),
  );
  const [queue, ...others] = queues;
  if (queue === undefined) throw new ListenerError(`The messaging entity '${name}' could not be found at ${host}.`);
  if (others.length === 0) return queue;
  throw new ListenerError(
    `SimulatorLimit: several namespaces have a queue '${name}', and one address here: name one as <namespace>.servicebus.windows.net.`,
  );
}
