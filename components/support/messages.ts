import type { Output } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import type { Attributes } from "./handle.ts";

/** What a foundation has for queues and topics, by the name of the attribute. */
const shared = {
  messagesNamespace: "namespace of Service Bus",
  messagesAgent: "account that Pub/Sub itself acts as",
} as const;

/**
 * What queues and topics of all sets on a foundation share.
 * @throws FourfoldError `ERR_BIND` in the output when it has none.
 */
export function sharedMessages(on: Attributes, attribute: keyof typeof shared, where: string): Output<string> {
  return on(attribute).apply((value) => {
    if (value !== "") return value;
    throw new FourfoldError("ERR_BIND", {
      where,
      what: `its foundation has no ${shared[attribute]}, which queues and topics share.`,
      fix: "Give the Foundation `messages: true`.",
    });
  });
}

/** Where queues and topics of Azure stand. @throws FourfoldError `ERR_BIND` in the output */
export function namespaceOf(
  on: Attributes,
  where: string,
): { readonly resourceGroupName: Output<string>; readonly namespaceName: Output<string> } {
  return { resourceGroupName: on("resourceGroup"), namespaceName: sharedMessages(on, "messagesNamespace", where) };
}
