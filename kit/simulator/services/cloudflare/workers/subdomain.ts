import {
  CloudError,
  type Constraint,
  type Properties,
  type ResourceType,
  type StoredResource,
} from "../../../contract.ts";
import { give, nothingHere } from "../../../hosts/workerd/answers.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { at, requiredText } from "../../read.ts";
import { accountConstraint, accountSubdomain } from "../account.ts";
import { subdomainToken } from "../tokens.ts";
import { requireScript } from "./script.ts";

const constraints: readonly Constraint[] = [
  accountConstraint,
  {
    property: "scriptName",
    rule: "must have at most 63 characters and no _, because it becomes part of a host name",
    source: "https://developers.cloudflare.com/workers/configuration/routing/workers-dev/",
    accepts: (value) => typeof value === "string" && value.length <= 63 && !value.includes("_"),
    refused: [{ scriptName: "x".repeat(64) }, { scriptName: "shop_api" }],
    accepted: { scriptName: "x".repeat(63) },
  },
];

/** Whether a Worker has an address on workers.dev. https://developers.cloudflare.com/workers/configuration/routing/workers-dev/ */
export function subdomainType(host: WorkerHost): ResourceType {
  return {
    token: subdomainToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscriptsubdomain/",
    replaceOn: ["accountId", "scriptName"],
    properties: {
      accountId: "simulated",
      scriptName: "simulated",
      enabled: "simulated",
      previewsEnabled: { inert: "Versions have no addresses of their own." },
    },
    constraints,
    example: { accountId: "0123456789abcdef0123456789abcdef", scriptName: "shop-api", enabled: true },
    create({ inputs }, world) {
      const [account, name] = [requiredText(inputs, "accountId"), requiredText(inputs, "scriptName")];
      requireScript(account, name, world);
      return { id: `${account}/${name}`, outputs: outputsOf(inputs) };
    },
    update: ({ inputs }) => outputsOf(inputs),
    async apply(resource, world) {
      const { inputs } = resource;
      const [account, name] = [requiredText(inputs, "accountId"), requiredText(inputs, "scriptName")];
      const publicHost = `${name}.${accountSubdomain}.workers.dev`;
      const id = workerId(account, name);
      await world.endpoints.open(
        { cloud: "cloudflare", key: keyOf(resource), host: publicHost },
        (request, response) => {
          if (at(inputs, "enabled") !== true) {
            request.resume();
            return give(nothingHere, response);
          }
          // The host that was called, so that addresses which the Worker makes of it lead back here.
          return host.serve(id, request.headers.host ?? publicHost, request, response);
        },
      );
    },
    serves: (resource) => (resource.inputs.enabled === true ? { endpoint: keyOf(resource), path: "/" } : undefined),
    remove: (resource, world) => world.endpoints.close(keyOf(resource)),
  };
}

function keyOf({ id }: StoredResource): string {
  return `${subdomainToken} ${id}`;
}

function outputsOf(inputs: Properties): Properties {
  if (typeof inputs.enabled !== "boolean") throw new CloudError("10026", "Could not parse request body.");
  return { previewsEnabled: inputs.previewsEnabled ?? false };
}
