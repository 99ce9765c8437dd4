import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { Delivery, Foundation, Queue, Topic } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";

/** What a stack is refused with whose topic is to feed its queue by one component or the other. */
async function refusal(cloud: Cloud, by: "Delivery" | "Topic"): Promise<string | undefined> {
  const { error } = await evaluate(() => {
    const on = new Foundation("acme", { cloud, messages: true, ...places });
    const belongs = { cloud, foundation: on.handle, set: "mail" };
    const { handle } = new Queue("copies", { ...belongs, queue: "copies" });
    const topic = new Topic("sent", { ...belongs, ...(by === "Topic" ? { feeds: [{ handle }] } : {}) });
    new Delivery("brought", { ...belongs, handle, ...(by === "Delivery" ? { from: { handle: topic.handle } } : {}) });
  });
  return error?.message;
}

describe("a topic of one's own program feeds a queue", () => {
  for (const cloud of clouds) {
    const [used, other] = cloud === "cloudflare" ? (["Topic", "Delivery"] as const) : (["Delivery", "Topic"] as const);

    it(`by a ${used} on ${cloud}, and is refused where a ${other} is to, which would do nothing`, async () => {
      assert.equal(await refusal(cloud, used), undefined);

      const name = other === "Topic" ? "sent" : "brought";
      assert.match(
        (await refusal(cloud, other)) ?? "",
        new RegExp(`${other} "${name}": .*\`${other}\` brings no messages .* on ${cloud}\\. Use .*\`${used}\` there`),
      );
    });
  }
});
