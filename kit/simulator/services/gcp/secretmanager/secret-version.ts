import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Reference, type ResourceRequest, type ResourceType } from "../../../contract.ts";
import { atMost, oneOf, simulated } from "../../rules.ts";
import { notFound, projectRule, resourceName } from "../project.ts";
import { secretVersionToken } from "../tokens.ts";
import { numberedName, secretOf } from "./names.ts";
import type { State, Versions } from "./versions.ts";

const page = "https://www.pulumi.com/registry/packages/gcp/api-docs/secretmanager/secretversion/";

const toSecret: Reference = {
  find: (name, request, world) => secretOf(name, request, world),
  missing: (name, { inputs, scope }) => notFound(resourceName("secrets", name, inputs, scope)),
};

/** What becomes of a version whose resource is deleted. */
const afterwards: Readonly<Record<string, State>> = { DELETE: "DESTROYED", DISABLE: "DISABLED" };

/** https://cloud.google.com/secret-manager/docs/add-secret-version */
export function secretVersionType(versions: Versions): ResourceType {
  return {
    token: secretVersionToken,
    source: page,
    replaceOn: ["secret", "secretData", "project"],
    properties: simulated("secret", "secretData", "project", "enabled", "deletionPolicy"),
    constraints: [
      atMost("secretData", 65_536, "https://cloud.google.com/secret-manager/quotas#content_limits", "bytes"),
      oneOf("deletionPolicy", ["DELETE", "DISABLE", "ABANDON", "PREVENT"], `${page}#deletionpolicy_nodejs`),
      projectRule,
    ],
    example: { secret: "projects/shop-project/secrets/signing", secretData: "a-key" },
    refers: { secret: toSecret },
    once: {
      version: (request) => String(versions.add(request.found("secret").id, dataOf(request)).number),
    },
    id: ({ once, found }) => `${numberedName(found("secret"))}/versions/${String(once.version)}`,
    defaults: { enabled: true, deletionPolicy: "DELETE" },
    outputs({ id, inputs, once, found }) {
      const secret = found("secret").id;
      const version = versions.find(secret, String(once.version));
      if (version === undefined) throw notFound(id);
      const changed = versions.change(secret, version, inputs.enabled === false ? "DISABLED" : "ENABLED");
      return { name: id, createTime: changed.createTime, destroyTime: changed.destroyTime ?? "" };
    },
    checkRemoval({ id, outputs }) {
      if (outputs.deletionPolicy !== "PREVENT") return;
      throw new CloudError("FAILED_PRECONDITION", `Cannot destroy ${id}: its deletion_policy is PREVENT.`, 400);
    },
    remove(resource, world) {
      const secret = secretOf(requiredText(resource.inputs, "secret"), resource, world);
      const version = secret && versions.find(secret.id, String(resource.outputs.version));
      const state = afterwards[textAt(resource.outputs, "deletionPolicy") ?? ""];
      if (secret !== undefined && version !== undefined && state !== undefined)
        versions.change(secret.id, version, state);
    },
  };
}

function dataOf({ inputs }: Pick<ResourceRequest, "inputs">): Uint8Array {
  return Buffer.from(textAt(inputs, "secretData") ?? "");
}
