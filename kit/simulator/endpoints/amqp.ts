import { callLimit } from "../limits.ts";

/** The first bytes of every AMQP connection. http://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-transport-v1.0-os.html#section-version-negotiation */
export const amqpHeader = "AMQP";

/** What whoever deploys reads of a client that was cut off: it sees no more than a connection that has ended. */
export function amqpRefusal(): string {
  const { code, message } = callLimit("the simulator speaks HTTP only, and not AMQP");
  const instead = "Send over the REST API, and receive by a function's trigger or over the REST API";
  return `${code}: ${message} ${instead}: https://learn.microsoft.com/rest/api/servicebus/`;
}
