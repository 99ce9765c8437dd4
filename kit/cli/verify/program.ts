import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resources } from "../../conformance/http/resources.ts";
import { type Cloud, clouds, FourfoldError } from "../../spec/index.ts";
import { formatTable } from "../terminal/table.ts";

const program = `import { Config } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { Foundation } from "fourfold/components";
import { deployConformance } from "fourfold/conformance";

const config = new Config();
const gcp = { project: config.get("gcpProject") ?? "", region: config.require("gcpRegion") };
const azure = { location: config.require("azureLocation") };
const cloudflare = {
  accountId: config.get("cloudflareAccountId") ?? "",
  workersSubdomain: config.get("cloudflareSubdomain") ?? "",
};

/** What \`fourfold verify\` looks for. */
export const conformance = config.requireObject<Cloud[]>("clouds").map((cloud) => {
  const on = new Foundation(\`verify-\${cloud}\`, { cloud, protection: "destroy", gcp, azure, cloudflare });
  return deployConformance({ cloud, on });
});
`;

const project = (chosen: readonly Cloud[]) => `name: fourfold-verify
description: The app that \`fourfold verify\` asks.
main: index.ts
runtime:
  name: nodejs
  options:
    typescript: false # Node.js runs TypeScript by itself
config:
  clouds:
    type: array
    items: { type: string }
    default: [${chosen.join(", ")}]
    description: The clouds to deploy to.
  gcpProject: { type: string, default: "", description: "For gcp: the project's id." }
  gcpRegion: { type: string, default: europe-west1, description: "For gcp: the region functions run in." }
  azureLocation: { type: string, default: westeurope, description: "For azure: a region with Flex Consumption." }
  cloudflareAccountId: { type: string, default: "", description: "For cloudflare: the account's id." }
  cloudflareSubdomain: { type: string, default: "", description: "For cloudflare: its name under workers.dev." }
`;

const simulatedStack = `# For the simulated clouds: \`npx fourfold pulumi up\`.
config:
  fourfold-verify:gcpProject: fourfold-dev
  fourfold-verify:cloudflareAccountId: 0123456789abcdef0123456789abcdef
  fourfold-verify:cloudflareSubdomain: simulated
  aws:region: eu-west-1
  gcp:project: fourfold-dev
  gcp:region: europe-west1
  azure-native:location: westeurope
`;

/** The resources that the program creates on a cloud: how many, and which. */
function describeResources(cloud: Cloud): readonly string[] {
  const types = Object.entries(resources[cloud]);
  const total = types.reduce((sum, [, count]) => sum + count, 0);
  return [cloud, String(total), types.map(([type, count]) => `${count} ${type.split(":").at(-1)}`).join(", ")];
}

function describe(folder: string, chosen: readonly Cloud[]): string {
  return `The program in ${folder} deploys one small app to each cloud in two ways, or three where functions share an address, and creates there:

${formatTable([["cloud", "resources", "which"], ...chosen.map(describeResources)], [1])}

On an account of yours these are real. They are billed by use, and nothing runs while nobody calls it. Whoever knows the
addresses can call the app, which holds nothing of yours: remove it after use.

On your accounts, with the settings that ${join(folder, "Pulumi.yaml")} describes, and a Pulumi login:
  cd ${folder} && pulumi stack init verify && pulumi config set …
  pulumi up && npx fourfold verify
  pulumi destroy && pulumi stack rm
It needs fourfold, @pulumi/pulumi and the SDKs of the clouds in node_modules there or above.

On the simulated clouds:
  cd ${folder} && npx fourfold pulumi up --yes && npx fourfold verify --simulated`;
}

/**
 * Writes a program that deploys the app that `fourfold verify` checks. Returns a description for people.
 * @throws FourfoldError `ERR_USAGE` when the folder is not empty.
 */
export function createProgram(folder: string, chosen: readonly Cloud[] = clouds): string {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new FourfoldError("ERR_USAGE", {
      where: folder,
      what: "the folder is not empty.",
      fix: "Pass a new one to --init.",
    });
  }
  mkdirSync(folder, { recursive: true });
  const files = { "Pulumi.yaml": project(chosen), "Pulumi.dev.yaml": simulatedStack, "index.ts": program };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return describe(folder, chosen);
}
