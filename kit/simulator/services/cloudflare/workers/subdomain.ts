import { at, requiredText } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType, type StoredResource } from "../../../contract.ts";
import { nothingHere, sendAnswer } from "../../../hosts/workerd/answers.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { inert, simulated } from "../../rules.ts";
import { accountSubdomain, idRule } from "../ids.ts";
import { subdomainToken } from "../tokens.ts";
import { toScript } from "./script.ts";

const constraints: readonly Constraint[] = [
  idRule("accountId"),
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
      ...simulated("accountId", "scriptName", "enabled"),
      ...inert("Versions have no addresses of their own.", "previewsEnabled"),
    },
    constraints,
    example: { accountId: "0123456789abcdef0123456789abcdef", scriptName: "shop-api", enabled: true },
    refers: { scriptName: toScript },
    id: ({ inputs }) => `${requiredText(inputs, "accountId")}/${requiredText(inputs, "scriptName")}`,
    check({ inputs }) {
      if (typeof inputs.enabled !== "boolean") throw new CloudError("10026", "Could not parse request body.");
    },
    defaults: { previewsEnabled: false },
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
            return sendAnswer(nothingHere, response);
          }
          // The host that was called, so that addresses that the Worker derives from it lead back here.
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
