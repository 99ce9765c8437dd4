import assert from "node:assert/strict";
import { quotas } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { mail } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

/** What the set `mail` takes: two of its functions process messages, and two send to a queue or a topic. */
const footprint = {
  ...{ functions: 3, consumers: 2, messageLinks: 2 },
  ...{ routes: ["/*"], routed: 1, schedules: 0, secretLinks: 0, storedSecrets: 0, tables: 0, tableVerbs: 0 },
};

describe("the quotas that queues and topics count against", () => {
  for (const [cloud, type, takes] of [
    ["gcp", "gcp:serviceaccount/account:Account", quotas.gcp.serviceAccounts.takes],
    ["azure", "azure-native:authorization:RoleAssignment", quotas.azure.roleAssignments.takes],
  ] as const) {
    it(`are counted as they are taken on ${cloud}`, async () => {
      const stack = await deployMessages(cloud);

      const taken = stack.all(type).filter(({ name }) => name.startsWith("mail-"));
      assert.equal(taken.length, takes(footprint));
    });
  }

  it("are told when there are not as many service accounts left", async () => {
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "gcp", ...places, messages: true });
      const gcp = { quotas: { serviceAccounts: 4 } };
      void new FunctionSet("mail", deploy(mail, { cloud: "gcp", on, gcp, protection: "destroy" }));
    });

    assert.match(String(stack.error?.message), /it takes 5 of 4 service accounts .*ERR_LIMIT/);
  });
});
