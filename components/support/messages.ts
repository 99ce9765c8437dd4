import type { Output } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import type { Cloud } from "./cloud.ts";
import type { Attributes } from "./handle.ts";

/** What a foundation has for the queues and topics of all its sets, on clouds where they share something. */
const shared = {
  gcp: { attribute: "messagesAgent", title: "account that Pub/Sub itself acts as" },
  azure: { attribute: "messagesNamespace", title: "namespace of Service Bus" },
} as const satisfies { readonly [C in Cloud]?: object };

function refuse(title: string, where: string): never {
  throw new FourfoldError("ERR_BIND", {
    where,
    what: `its foundation has no ${title}, which queues and topics share.`,
    fix: "Give the Foundation `messages: true`.",
  });
}

/**
 * Refuses a foundation of this program that lacks what queues and topics share.
 * @throws FourfoldError `ERR_BIND`
 */
export function requireMessages(
  { cloud, messages }: { readonly cloud: Cloud; readonly messages: boolean },
  where: string,
): void {
  if (!messages && (cloud === "gcp" || cloud === "azure")) refuse(shared[cloud].title, where);
}

/**
 * What the queues and topics of all sets on a foundation share. The foundation may be that of another stack.
 * @throws FourfoldError `ERR_BIND` in the output when it has none.
 */
export function sharedMessages(on: Attributes, cloud: "gcp" | "azure", where: string): Output<string> {
  const { attribute, title } = shared[cloud];
  return on(attribute).apply((value) => (value === "" ? refuse(title, where) : value));
}

/** The namespace of queues and topics on Azure. @throws FourfoldError `ERR_BIND` in the output */
export function namespaceOf(
  on: Attributes,
  where: string,
): { readonly resourceGroupName: Output<string>; readonly namespaceName: Output<string> } {
  return { resourceGroupName: on("resourceGroup"), namespaceName: sharedMessages(on, "azure", where) };
}
