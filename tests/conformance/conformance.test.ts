import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { clouds } from "fourfold";
import { groups } from "../../kit/conformance/http/behaviours/index.ts";
import { kindsOn } from "../../kit/conformance/http/deployment.ts";
import { resources } from "../../kit/conformance/http/resources.ts";
import { casesOf } from "../../kit/conformance/http/run.ts";
import { countRequests } from "../../kit/conformance/http/target.ts";
import { type ConformanceDeployment, deployTo } from "./deployment.ts";

const behaviours = groups.flatMap((group) => group.behaviours);

describe(`HTTP functions: ${behaviours.length} behaviours, the same on every cloud`, () => {
  it("have a name each", () => {
    assert.equal(new Set(behaviours.map(({ name }) => name)).size, behaviours.length);
    assert.ok(behaviours.length >= 40);
  });

  it("are as many, on as many resources, as docs/verify.md says", () => {
    const text = readFileSync(new URL("../../docs/verify.md", import.meta.url), "utf8");
    const { aws, gcp, azure, cloudflare } = resources;
    const [a, g, z, c] = [aws, gcp, azure, cloudflare].map((counts) => Object.values(counts).reduce((x, y) => x + y));

    assert.ok(text.includes(`the same ${behaviours.length} behaviours`));
    assert.ok(text.includes(`${a} resources on AWS, ${g} on Google Cloud, ${z} on Azure and ${c} on Cloudflare`));
  });

  for (const cloud of clouds) {
    describe(`on ${cloud}`, () => {
      let deployment: ConformanceDeployment;

      before(async function deployOnce() {
        this.timeout(60_000);
        deployment = await deployTo(cloud);
      });
      after(() => deployment?.[Symbol.asyncDispose]());

      it("takes the resources that a team is told of before", () => {
        const counts: Record<string, number> = {};
        for (const type of deployment.types) counts[type] = (counts[type] ?? 0) + 1;

        assert.deepEqual(counts, resources[cloud]);
      });

      for (const kind of kindsOn(cloud)) {
        describe(kind, () => {
          for (const { subject, name, exception, requests, run } of casesOf({
            cloud,
            streaming: kind === "streaming",
            routed: kind === "routed",
          })) {
            it(`${subject}: ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`, async () => {
              const target = deployment.targets.find((each) => each.kind === kind);
              assert.ok(target);
              const counting = countRequests(target);

              await run(counting);

              assert.equal(counting.requests(), requests, "it sends another number of requests than it says");
            });
          }
        });
      }
    });
  }
});
