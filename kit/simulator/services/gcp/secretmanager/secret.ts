import { requiredText } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import {
  deletionPolicy,
  everywhere,
  labelOutputs,
  labelRules,
  projectOf,
  projectRules,
  resourceName,
  timeOf,
} from "../project.ts";
import { secretToken, secretVersionToken } from "../tokens.ts";
import { numberedName, secretOf } from "./names.ts";
import type { Versions } from "./versions.ts";

const reference = "https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets";

const constraints: readonly Constraint[] = [
  {
    property: "replication",
    rule: "must have either `auto` or `userManaged`",
    source: `${reference}#Replication`,
    accepts: (value) => ["auto", "userManaged"].filter((name) => Object.hasOwn(Object(value), name)).length === 1,
    refused: { replication: {} },
    accepted: { replication: { auto: {} } },
  },
  labelRules,
  ...projectRules,
];

/** https://cloud.google.com/secret-manager/docs/creating-and-accessing-secrets */
export function secretType(versions: Versions): ResourceType {
  return {
    token: secretToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/secretmanager/secret/",
    naming: {
      property: "secretId",
      max: 255,
      pattern: /^[A-Za-z0-9_-]+$/,
      refused: ["signing.key", "signing key"],
      source: `${reference}/create`,
    },
    replaceOn: ["secretId", "project", "replication"],
    properties: {
      ...simulated("secretId", "project", "labels", "deletionProtection"),
      ...inert("Everything is on this machine.", "replication.auto"),
      ...deletionPolicy,
    },
    constraints,
    example: { secretId: "signing", replication: { auto: {} } },
    id: ({ inputs, scope }) => resourceName("secrets", requiredText(inputs, "secretId"), inputs, scope),
    unique: [everywhere],
    taken: ({ id }) => new CloudError("ALREADY_EXISTS", `Secret [${id}] already exists.`, 409),
    once: { createTime: (_request, world) => timeOf(world) },
    defaults: { deletionProtection: false },
    outputs: ({ inputs, scope }) => ({
      name: numberedName({ inputs, scope }),
      project: projectOf(inputs, scope),
      effectiveAnnotations: {},
      expireTime: "",
    }),
    configured: labelOutputs,
    checkRemoval({ id, outputs }) {
      if (outputs.deletionProtection !== true) return;
      const message = `Cannot destroy secret ${id} without setting deletion_protection=false and applying that first.`;
      throw new CloudError("FAILED_PRECONDITION", message, 400);
    },
    inside: ({ id }, world) =>
      world.store.find(secretVersionToken, (version) => {
        return secretOf(requiredText(version.inputs, "secret"), version, world)?.id === id;
      }),
    remove: ({ id }) => versions.drop(id),
  };
}
