import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError, type PerCloud } from "../../spec/index.ts";
import { bearerAccess, type CloudAccess } from "../credentials/index.ts";
import { type Deployed, requireAttribute } from "../deployed.ts";
import { aws } from "./aws.ts";
import { azure, messagesResource } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { DeadLetterCloud } from "./contract.ts";
import { gcp } from "./gcp.ts";

/** A variable from the simulator. */
function requireGiven(given: Readonly<Record<string, string>>, name: string): string {
  const value = given[name];
  if (value !== undefined) return value;
  const what = `the simulated clouds give no ${name}.`;
  const fix = "Stop them with `npx fourfold stop`, so that they start in this version.";
  throw new FourfoldError("ERR_SIMULATOR", { what, fix });
}

/**
 * How to access dead letters on simulated clouds: through the same APIs, as the deploying user, with credentials that are valid
 * nowhere else.
 */
export function simulatedLetters(simulator: SimulatorClient): PerCloud<DeadLetterCloud> {
  const accountOf = (queue: Deployed) => requireAttribute(queue, "arn").split(":")[4] ?? "";
  return {
    aws: {
      ...aws,
      access: async (queue) =>
        aws.access(queue, await simulator.credentials({ package: "aws", principal: accountOf(queue) })),
    },
    gcp: {
      ...gcp,
      async access(queue): Promise<CloudAccess> {
        const principal = requireAttribute(queue, "project");
        const given = await simulator.credentials({ package: "gcp", principal });
        const url = requireGiven(given, "STORAGE_EMULATOR_HOST");
        const token = requireGiven(given, "GOOGLE_OAUTH_ACCESS_TOKEN");
        const actor = `the owner of the project ${principal}`;
        return bearerAccess({ vendor: "Google Cloud", actor, token, addressOf: () => url });
      },
    },
    azure: {
      ...azure,
      async access(queue): Promise<CloudAccess> {
        const scope = requireAttribute(queue, "scope").split("/").slice(0, 3).join("/");
        const wanted = { package: "azure-native", principal: scope, audience: messagesResource } as const;
        const token = requireGiven(await simulator.credentials(wanted), "AZURE_ACCESS_TOKEN");
        const url = new URL(requireAttribute(queue, "deadLetters"));
        // Local addresses accept plain HTTP too, and Node does not trust their certificate.
        url.protocol = "http:";
        const actor = `the owner of the subscription ${scope.split("/")[2]}`;
        return bearerAccess({ vendor: "Azure", actor, token, addressOf: () => url.origin });
      },
    },
    cloudflare: {
      ...cloudflare,
      async access(queue): Promise<CloudAccess> {
        const principal = requireAttribute(queue, "accountId");
        const given = await simulator.credentials({ package: "cloudflare", principal });
        const token = requireGiven(given, "CLOUDFLARE_API_TOKEN");
        const url = requireGiven(given, "CLOUDFLARE_BASE_URL");
        const actor = `the API token of the account ${principal}`;
        return bearerAccess({ vendor: "Cloudflare", actor, token, addressOf: () => url });
      },
    },
  };
}
