import assert from "node:assert/strict";
import { type Cloud, clouds, supports } from "fourfold";
import { deploySample, deploySet } from "./deployment.ts";
import { live } from "./fixtures/sample.ts";

/** What a deployment of the sample prints. */
async function printed(cloud: Cloud, changes: Parameters<typeof deploySample>[1]): Promise<string> {
  const stack = await deploySample(cloud, changes);
  assert.equal(stack.error, undefined);
  return stack.messages.map(({ severity, message }) => `${severity}: ${message}`).join("\n");
}

describe("a preview prints", () => {
  for (const cloud of clouds) {
    const { logRetention, tags } = supports;
    const retention = logRetention.clouds[cloud];
    it(`what becomes of log retention on ${cloud}${retention.state === "native" ? ": nothing to say" : ""}`, async () => {
      const text = await printed(cloud, { foundation: { logRetention: "90 days" } });

      assert.equal(
        text.includes(`info: Foundation "acme": Log retention on ${cloud}: `),
        retention.state === "adapted",
      );
    });

    it(`what becomes of tags on ${cloud}, once for the foundation and once for the set`, async () => {
      const text = await printed(cloud, { foundation: { tags: { team: "a" } }, deploy: { tags: { team: "b" } } });

      const expected = tags.clouds[cloud].state === "adapted" ? ["Foundation", "FunctionSet"] : [];
      assert.deepEqual(
        [...text.matchAll(/info: (\w+) "\w+": Tags on /g)].map(([, where]) => where),
        expected,
      );
    });

    // The sample asks for 512 MB, which is a size on all clouds but Cloudflare, where a Worker always has 128 MB:
    // https://developers.cloudflare.com/workers/platform/limits/#memory
    it(`${cloud === "cloudflare" ? "the memory there is, and " : ""}nothing more on ${cloud}`, async () => {
      const text = await printed(cloud, {});

      assert.equal(text.split("\n").filter((line) => line !== "").length, cloud === "cloudflare" ? 1 : 0, text);
    });
  }

  it("that a Function URL stands in for the HTTP API where a function streams on AWS", async () => {
    const stack = await deploySet(live, "aws");

    assert.match(stack.messages.map(({ message }) => message).join(), /Streamed responses .* on aws: a Function URL/);
  });

  // The sample has one function, and so one service account.
  it("a warning when a set takes what is left of a quota", async () => {
    const text = await printed("gcp", { deploy: { gcp: { quotas: { serviceAccounts: 1 } } } });

    assert.match(text, /warning: FunctionSet "sample": it takes 1 of 1 service accounts in a project \(https:/);
  });

  it("nothing but a refusal when a set takes more than a quota", async () => {
    const stack = await deploySample("gcp", { deploy: { gcp: { quotas: { serviceAccounts: 0 } } } });

    assert.match(String(stack.error?.message), /it takes 1 of 0 service accounts .*gcp: \{ quotas: .*ERR_LIMIT/);
    assert.ok(!stack.resources.some(({ type, name }) => type.startsWith("gcp:") && name.startsWith("sample")));
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 4 KB for all variables together
  it("a warning when an environment takes 80 % of what Lambda takes", async () => {
    const environment = { LARGE: "x".repeat(3_400) };
    const text = await printed("aws", { deploy: { functions: { web: { environment } } } });

    assert.match(
      text,
      /warning: Function "sample-web": its environment has 34\d\d bytes, most of it LARGE; aws takes 4096/,
    );
  });

  // https://developers.cloudflare.com/workers/platform/limits/#environment-variables: 5 KB each
  it("a warning when a variable takes 80 % of what Workers take", async () => {
    const environment = { LARGE: "x".repeat(4_096) };
    const text = await printed("cloudflare", { deploy: { functions: { web: { environment } } } });

    assert.match(text, /warning: Function "sample-web": LARGE has 4096 bytes; cloudflare takes 5120/);
  });
});
