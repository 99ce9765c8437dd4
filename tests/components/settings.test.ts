import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { clouds, functionSet, param, secret } from "fourfold";
import { deploy, Foundation, type FunctionArgs, FunctionSet, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import type { BundleRequest } from "../../kit/bundler/index.ts";
import { places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

/** What functions are started with that are bundled meanwhile. */
async function settingsOf(work: () => Promise<unknown>): Promise<readonly BundleRequest["settings"][]> {
  const seen: BundleRequest["settings"][] = [];
  const listen = (message: unknown) => void seen.push((message as { request: BundleRequest }).request.settings);
  subscribe("fourfold:bundled", listen);
  await work();
  unsubscribe("fourfold:bundled", listen);
  return seen;
}

describe("what a function is started with", () => {
  for (const cloud of clouds) {
    it(`is what its component is given on ${cloud}, whatever the set says`, async () => {
      const job = { cloud, set: "sample", function: "web", root: sample.root, handler: "./web.ts" };
      const http = { maxBody: "2 MB", cors: { origins: ["*"], maxAge: "1 hour" } };
      const links = {
        flags: { kind: "param", verbs: ["read"], value: "1" },
        dials: { kind: "param", verbs: ["read"], value: "2" },
      };
      const settings = await settingsOf(() =>
        evaluate(() => {
          const foundation = new Foundation("acme", { cloud, ...places }).handle;
          new Job("job", { ...job, foundation, timeout: "7 seconds", http, links });
        }),
      );

      const link = { kind: "param", verbs: ["read"] };
      assert.deepEqual(settings, [
        {
          timeout: 7,
          http: { streaming: false, maxBody: 2_097_152, cors: { origins: "*", maxAge: 3_600 } },
          links: { dials: link, flags: link },
        },
      ]);
    });
  }

  it("is what the set says where it is deployed as one, in units of the run time", async () => {
    const set = functionSet("sample", {
      root: sample.root,
      resources: { flags: param<boolean>(), signing: secret({ generate: "64 bytes" }), key: secret({ later: true }) },
      functions: {
        web: {
          handler: "./web.ts",
          http: { streaming: true, cors: { origins: ["https://a.example"], credentials: true, maxAge: "5 minutes" } },
          links: { flags: ["read"], signing: ["read"], key: ["read"] },
        },
      },
    });
    const settings = await settingsOf(() =>
      evaluate(() => {
        const on = new Foundation("acme", { cloud: "aws", ...places });
        const args = deploy(set, { cloud: "aws", on, protection: "destroy", bind: { flags: true } });
        new FunctionSet("acme", args);
      }),
    );

    assert.deepEqual(settings, [
      {
        timeout: 20,
        http: {
          ...{ streaming: true, maxBody: 1_048_576 },
          cors: { origins: ["https://a.example"], credentials: true, maxAge: 300 },
        },
        links: {
          flags: { kind: "param", verbs: ["read"] },
          key: { kind: "secret", verbs: ["read"] },
          signing: { kind: "secret", verbs: ["read"], generated: true },
        },
      },
    ]);
  });

  it("is no link to what is no resource, no credentials for every origin, and no name that leads elsewhere", async () => {
    const job = {
      cloud: "aws",
      set: "sample",
      function: "web",
      root: sample.root,
      handler: "./web.ts",
      http: {},
    } as const;
    const make = (args: Partial<FunctionArgs>) =>
      evaluate(() => {
        const foundation = new Foundation("acme", { cloud: "aws", ...places }).handle;
        new Job("job", { ...job, foundation, ...args });
      });

    const { error: wrongLink } = await make({ links: { flags: { kind: "parm", verbs: ["read"] } } });
    const { error: wrongCors } = await make({ http: { cors: { origins: ["*"], credentials: true } } });

    const { error: wrongSet } = await make({ set: "../sample" });
    const { error: wrongName } = await make({ function: "../web" });

    assert.match(String(wrongSet), /"\.\.\/sample" is not a valid name.*\[ERR_SPEC\]/);
    assert.match(String(wrongName), /"\.\.\/web" is not a valid name.*\[ERR_SPEC\]/);
    assert.match(String(wrongLink), /"parm", which is not a kind of resource/);
    assert.match(String(wrongCors), /CORS with credentials cannot allow every origin/);
  });
});
