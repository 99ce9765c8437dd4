import { randomInt } from "node:crypto";
import { numberAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type ResourceType } from "../../../contract.ts";
import { atMost, isWhole, simulated } from "../../rules.ts";
import { arnOf, nameFrom } from "../names.ts";
import { allTags, regionLimit, tagRules } from "../rules.ts";
import { isReserved, plainArn, reserveName, secretToken, versionToken } from "./secrets.ts";
import type { Versions } from "./versions.ts";

const source = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html";
const deletion = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html";
const day = 24 * 60 * 60 * 1_000;
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const windowRule: Constraint = {
  property: "recoveryWindowInDays",
  rule: "must be 0, or a whole number from 7 to 30",
  source: deletion,
  accepts: (value) => value === 0 || isWhole(value, 7, 30),
  refused: [{ recoveryWindowInDays: 6 }, { recoveryWindowInDays: 31 }],
  accepted: [{ recoveryWindowInDays: 0 }, { recoveryWindowInDays: 7 }, { recoveryWindowInDays: 30 }],
};

/** https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secret/ */
const defaults: Properties = {
  ...{ recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false, description: "", kmsKeyId: "", policy: "" },
};

function suffix(): string {
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
}

/** Known gap: a deleted secret cannot be restored, and nothing is left of it but its name. */
export function secretType(versions: Versions): ResourceType {
  return {
    token: secretToken,
    source,
    naming: {
      property: "name",
      prefix: "namePrefix",
      max: 512,
      pattern: /^[\w/+=.@-]+$/,
      refused: ["shop key", "shop:key"],
      source,
    },
    replaceOn: ["name", "namePrefix"],
    properties: simulated("name", "namePrefix", "region", "tags", "description", "recoveryWindowInDays"),
    constraints: [windowRule, atMost("description", 2_048, source), tagRules],
    limits: [regionLimit],
    example: { name: "signing", recoveryWindowInDays: 0 },
    once: { name: nameFrom },
    id: ({ once, scope }) => arnOf("secretsmanager", scope, `secret:${once.name}-${suffix()}`),
    unique: [
      {
        key: ({ id }) => plainArn(id),
        taken: ({ once }) =>
          new CloudError(
            "ResourceExistsException",
            `The operation failed because the secret ${once.name} already exists.`,
          ),
      },
    ],
    check({ id, old }, world) {
      if (old !== undefined || !isReserved(world, plainArn(id))) return;
      const reason = "because a secret with this name is already scheduled for deletion.";
      throw new CloudError("InvalidRequestException", `You can't create this secret ${reason}`);
    },
    defaults,
    outputs: ({ id }) => ({ arn: id }),
    configured: allTags,
    inside: ({ id }, { store }) => store.find(versionToken, ({ outputs }) => outputs.arn === id),
    remove({ id, outputs }, world) {
      versions.drop(id);
      const days = numberAt(outputs, "recoveryWindowInDays") ?? 0;
      if (days > 0) reserveName(world, id, world.clock.now() + days * day);
    },
  };
}
