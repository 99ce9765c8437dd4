import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import { openAws } from "./aws.ts";
import { bearerAccess } from "./bearer.ts";
import type { Doors } from "./doors.ts";

/** A variable from the simulator. */
function requireGiven(given: Readonly<Record<string, string>>, name: string): string {
  const value = given[name];
  if (value !== undefined) return value;
  const what = `the simulated clouds give no ${name}.`;
  const fix = "Stop them with `npx fourfold stop`, so that they start in this version.";
  throw new FourfoldError("ERR_SIMULATOR", { what, fix });
}

/** Local addresses accept plain HTTP too, and Node does not trust their certificate. */
function plain(address: string): string {
  const url = new URL(address);
  url.protocol = "http:";
  return url.origin;
}

/** The ways to simulated clouds: through the same APIs, as the deploying user, with credentials that are valid nowhere else. */
export function simulatedDoors(simulator: Pick<SimulatorClient, "credentials">): Doors {
  return {
    aws: async (principal, region) => openAws(await simulator.credentials({ package: "aws", principal }), region),
    async gcp(principal) {
      const given = await simulator.credentials({ package: "gcp", principal });
      const url = requireGiven(given, "STORAGE_EMULATOR_HOST");
      const token = requireGiven(given, "GOOGLE_OAUTH_ACCESS_TOKEN");
      const actor = `the owner of the project ${principal}`;
      return bearerAccess({ vendor: "Google Cloud", actor, token, addressOf: () => url });
    },
    async azure(principal, { resource, url }) {
      const given = await simulator.credentials({ package: "azure-native", principal, audience: resource });
      const token = requireGiven(given, "AZURE_ACCESS_TOKEN");
      const actor = `the owner of the subscription ${principal.split("/")[2]}`;
      return bearerAccess({ vendor: "Azure", actor, token, addressOf: () => plain(url) });
    },
    async cloudflare(principal) {
      const given = await simulator.credentials({ package: "cloudflare", principal });
      const token = requireGiven(given, "CLOUDFLARE_API_TOKEN");
      const url = requireGiven(given, "CLOUDFLARE_BASE_URL");
      const actor = `the API token of the account ${principal}`;
      return bearerAccess({ vendor: "Cloudflare", actor, token, addressOf: () => url });
    },
  };
}
