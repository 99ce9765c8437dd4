import type { SimulatorClient } from "../../simulator/client.ts";
import type { PerCloud } from "../../spec/index.ts";
import { simulatedDoors } from "../credentials/simulated.ts";
import { requireAttribute } from "../deployed.ts";
import { aws } from "./aws.ts";
import { azure, messagesResource } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { DeadLetterCloud } from "./contract.ts";
import { gcp } from "./gcp.ts";

/**
 * How to access dead letters on simulated clouds: through the same APIs, as the deploying user, with credentials that are valid
 * nowhere else.
 */
export function simulatedLetters(simulator: SimulatorClient): PerCloud<DeadLetterCloud> {
  const doors = simulatedDoors(simulator);
  return {
    aws: {
      ...aws,
      async access(queue) {
        const [, , , region = "", account = ""] = requireAttribute(queue, "arn").split(":");
        return doors.aws(account, region);
      },
    },
    gcp: { ...gcp, access: async (queue) => doors.gcp(requireAttribute(queue, "project")) },
    azure: {
      ...azure,
      async access(queue) {
        const subscription = requireAttribute(queue, "scope").split("/").slice(0, 3).join("/");
        return doors.azure(subscription, { resource: messagesResource, url: requireAttribute(queue, "deadLetters") });
      },
    },
    cloudflare: { ...cloudflare, access: async (queue) => doors.cloudflare(requireAttribute(queue, "accountId")) },
  };
}
