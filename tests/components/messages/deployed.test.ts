import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { queuesIn } from "../../../kit/cli/deployed-queues.ts";
import { letterClouds } from "../../../kit/cli/messages/index.ts";
import { orders } from "../fixtures/orders.ts";
import { deployMessages } from "./deployment.ts";

const access = { actor: "ann", send: () => assert.fail("nothing is to be asked") };

describe("the queues of a set", () => {
  for (const cloud of clouds) {
    it(`are found in a state by their names, with where their dead letters are, on ${cloud}`, async () => {
      const stack = await deployMessages(cloud, orders);

      assert.equal(stack.error, undefined);
      const [placed, ...others] = queuesIn(stack.resources);
      assert.ok(placed);
      assert.deepEqual([placed.cloud, placed.set, placed.name, others], [cloud, "orders", "placed", []]);
      assert.ok(letterClouds[cloud].open(placed, access));
    });
  }
});
