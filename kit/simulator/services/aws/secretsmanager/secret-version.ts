import { randomUUID } from "node:crypto";
import { listAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType } from "../../../contract.ts";
import { listOf, simulated } from "../../rules.ts";
import { regionLimit } from "../rules.ts";
import { findSecret, noSuchSecret, versionToken } from "./secrets.ts";
import { current, type Versions } from "./versions.ts";

const source = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html";

/** In bytes. https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
export const largestValue = 65_536;

const valueRule: Constraint = {
  property: "secretString",
  rule: `must have 1 to ${largestValue.toLocaleString("en")} bytes`,
  source,
  accepts: (value) => value !== "" && Buffer.byteLength(String(value)) <= largestValue,
  refused: [{ secretString: "" }, { secretString: "é".repeat(largestValue / 2 + 1) }],
  accepted: { secretString: "é".repeat(largestValue / 2) },
};

/** A value of a secret. It is AWS's way that a version which is current stays when this goes. */
export function secretVersionType(versions: Versions): ResourceType {
  return {
    token: versionToken,
    source,
    replaceOn: ["secretId", "secretString"],
    properties: simulated("region", "secretId", "secretString", "versionStages"),
    constraints: [valueRule, listOf("versionStages", { most: 20, longest: 256, source })],
    limits: [regionLimit],
    example: { secretId: "signing", secretString: "value" },
    refers: {
      secretId: { find: (id, { scope }, world) => findSecret(world, id, scope), missing: noSuchSecret },
    },
    once: { versionId: () => randomUUID(), arn: ({ found }) => found("secretId").id },
    id: ({ inputs, once }) => `${inputs.secretId}|${once.versionId}`,
    defaults: { hasSecretStringWo: false },
    outputs({ inputs, once, old }) {
      const [secret, id, value] = [String(once.arn), String(once.versionId), textAt(inputs, "secretString")];
      if (value === undefined) {
        throw new CloudError("InvalidRequestException", "You must provide either SecretString or SecretBinary.");
      }
      const stages = inputs.versionStages === undefined ? undefined : listAt(inputs, "versionStages");
      const version =
        old === undefined
          ? versions.add(secret, id, { value, stages: stages ?? [current] })
          : versions.label(secret, id, stages ?? listAt(old.outputs, "versionStages"));
      return { secretArn: secret, versionStages: version?.content.stages ?? [] };
    },
    remove({ outputs }) {
      const [secret, id] = [String(outputs.arn), String(outputs.versionId)];
      const gone = listAt(outputs, "versionStages");
      const left = versions.find(secret, id)?.content.stages ?? [];
      versions.label(
        secret,
        id,
        left.filter((stage) => !gone.includes(stage)),
      );
    },
  };
}
