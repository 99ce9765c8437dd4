import assert from "node:assert/strict";
import { chooseDeployed, titleOf } from "../../kit/cli/deployed.ts";
import type { Cloud } from "../../kit/spec/index.ts";

const deployed = (cloud: Cloud, set: string, name: string) => ({ cloud, set, name, attributes: {} });
const all = [
  deployed("aws", "shop", "placed"),
  deployed("gcp", "shop", "placed"),
  deployed("aws", "shop", "notifyQueue"),
  deployed("aws", "mail", "notifyQueue"),
];

describe("what a name means among what is deployed", () => {
  const choose = (name: string, clouds?: readonly Cloud[], among = all) =>
    chooseDeployed(among, { kind: "queue", name, alias: `${name}Queue`, clouds, where: "fourfold redrive" });

  for (const [name, clouds, chosen] of [
    ["placed", undefined, ["aws shop/placed", "gcp shop/placed"]],
    ["shop/placed", ["gcp", "azure"], ["gcp shop/placed"]],
    ["shop/notify", undefined, ["aws shop/notifyQueue"]],
  ] as const) {
    it(`is ${chosen.join(" and ")} for ${name} on ${clouds?.join(" or ") ?? "any cloud"}`, () => {
      assert.deepEqual(
        choose(name, clouds).map((one) => `${one.cloud} ${titleOf(one)}`),
        chosen,
      );
    });
  }

  for (const [name, clouds, message] of [
    ["plaecd", undefined, /"plaecd" is not a queue of this stack\. Did you mean "placed"\? Name one of mail\//],
    ["nothing", undefined, /not a queue of this stack\. Name one of mail\/notifyQueue, shop\/notifyQueue, shop\/pl/],
    ["notify", undefined, /several sets have a queue "notify"\. Name one of mail\/notifyQueue, shop\/notifyQueue\./],
    ["placed", ["azure"], /"placed" is not deployed to azure\. Choose among aws, gcp\./],
  ] as const) {
    it(`is refused for ${name} on ${clouds?.join(" or ") ?? "any cloud"}`, () => {
      assert.throws(() => choose(name, clouds), { code: "ERR_USAGE", message });
    });
  }

  it("is refused where nothing is deployed", () => {
    assert.throws(() => choose("placed", undefined, []), { message: /Deploy a set with queues first\./ });
  });
});
