import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import { type SecretName, secrets } from "../../../kit/conformance/secrets/set.ts";
import type { DeployedSecrets } from "../secret-deployment.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import type { SecretAccess } from "./contract.ts";
import { gcp } from "./gcp.ts";

/** A Worker has what it has a binding for, and asks nobody. */
const clouds: { readonly [C in Cloud]?: SecretAccess } = { aws, gcp, azure };

const names = Object.keys(secrets.resources) as SecretName[];

/** What the functions of the set are granted of secrets, to the last call and the last grant. */
export function describeAccess(cloud: Cloud, targetOf: () => DeployedSecrets): void {
  const access = clouds[cloud];
  if (access === undefined) return;
  for (const [reader, { links }] of Object.entries(secrets.functions)) {
    const linked = names.filter((name) => Object.hasOwn(links, name));

    it(`lets "${reader}" read the values of its links, and do nothing else with any secret`, async () => {
      const target = targetOf();
      const all = names.map(async (name) => [name, await access.allowedTo(reader, name, target)] as const);

      assert.deepEqual(
        Object.fromEntries(await Promise.all(all)),
        Object.fromEntries(names.map((name) => [name, linked.includes(name) ? access.reading : []])),
      );
    });

    // Each of those for secrets is left out in turn in secret-grants.test.ts, where a read fails without it.
    it(`makes one grant of secrets for each link of "${reader}", and none but what the platform needs`, () => {
      const target = targetOf();
      const expected = [...access.platform(reader, target), ...linked.map((name) => access.grantOf(name, target))];

      assert.deepEqual(access.granted(reader, target).toSorted(), expected.toSorted());
    });
  }
}
