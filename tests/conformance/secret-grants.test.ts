import assert from "node:assert/strict";
import { type Input, output } from "@pulumi/pulumi";
import { type Cloud, clouds } from "fourfold";
import { type SecretName, secrets } from "../../kit/conformance/secrets/set.ts";
import { refusedWith } from "../../kit/conformance/secrets/target.ts";
import { cases } from "../support/sample.ts";
import { type Grant, leaveOut, withoutAction } from "./leave-out.ts";
import { deploySecrets } from "./secret-deployment.ts";

type Reader = "api" | "other";

/** What lets a function read a secret. */
type GrantOf = (reader: Reader, name: SecretName) => Grant;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/general#reader: sees vaults, and not what is in them */
const vaultReader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

const grants: Readonly<Record<Cloud, GrantOf | undefined>> = {
  aws: (reader, name) => ({
    resource: new RegExp(`^secrets-${reader}-policy$`),
    without: withoutAction("secretsmanager:GetSecretValue", new RegExp(`:secret:secrets-${name}-`)),
  }),
  // All but the values: https://cloud.google.com/secret-manager/docs/access-control#secretmanager.viewer
  gcp: (reader, name) => ({
    resource: new RegExp(`^secrets-${reader}--${name}--`),
    without: () => ({ role: "roles/secretmanager.viewer" }),
  }),
  azure: (reader, name) => ({
    resource: new RegExp(`^secrets-${reader}--${name}--`),
    without: ({ roleDefinitionId = "" }: Readonly<Record<string, Input<string>>>) => ({
      roleDefinitionId: output(roleDefinitionId).apply((id) => id.replace(/[^/]+$/, vaultReader)),
    }),
  }),
  // What a Worker may read is what it has a binding for.
  cloudflare: undefined,
};

const links = Object.entries(secrets.functions).flatMap(([reader, { links: own }]) =>
  Object.keys(own).map((name) => ({ reader: reader as Reader, name: name as SecretName })),
);

const all = Object.fromEntries(
  clouds.flatMap((cloud) => {
    const grantOf = grants[cloud];
    if (grantOf === undefined) return [];
    return links.map(({ reader, name }) => {
      return [`${reader} to read ${name} on ${cloud}`, { cloud, reader, name, grant: grantOf(reader, name) }] as const;
    });
  }),
);

describe("each grant of secrets is necessary, and lets a function read one secret", function slowly() {
  this.timeout(120_000);

  for (const [title, { cloud, reader, name, grant }] of cases(all, 4)) {
    it(title, async () => {
      const { options, changed } = leaveOut(grant);
      await using target = await deploySecrets(cloud, options);

      assert.equal(changed.length, 1, `${grant.resource}`);
      await refusedWith("Denied", target.intrude(reader, name));
      const others = links.filter((link) => link.reader === reader && link.name !== name);
      for (const other of others) {
        const { error } = await target.intrude(reader, other.name);
        // One that is set later has no value, which only those are told who may read it.
        if (error !== undefined) assert.deepEqual([other.name, error.code], [other.name, "NotSet"]);
      }
    });
  }
});
