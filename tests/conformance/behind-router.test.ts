import assert from "node:assert/strict";
import { type Case, casesOf } from "../../kit/conformance/http/run.ts";
import type { Target } from "../../kit/conformance/http/target.ts";
import { type ConformanceDeployment, deployTo } from "./deployment.ts";

const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "conformance.acme.example" };

/** A place at which the router of several Workers answers, and what is to be seen there. */
interface Place {
  readonly title: string;
  readonly zone?: typeof zone;
  readonly cases: readonly Case[];
}

const cloud = "cloudflare";

const places: readonly Place[] = [
  // Everything that one Worker does: streams, cookies, bodies, the client's address and what goes on after the response.
  { title: "on workers.dev, hides nothing of the one Worker that answers", cases: casesOf({ cloud, streaming: true }) },
  { title: "in a zone, leads paths", zone, cases: casesOf({ cloud, streaming: false, routed: true }) },
];

for (const { title, zone: host, cases } of places) {
  describe(`Cloudflare: the router before several Workers ${title}`, () => {
    let deployment: ConformanceDeployment;
    let target: Target;

    before(async function deployOnce() {
      this.timeout(60_000);
      deployment = await deployTo(cloud, host === undefined ? {} : { zone: host });
      const found = deployment.targets.find(({ kind }) => kind === "routed");
      assert.ok(found);
      if (host !== undefined) assert.equal(found.publicUrl, `https://${host.hostname}`);
      target = { ...found, streaming: true };
    });
    after(() => deployment?.[Symbol.asyncDispose]());

    for (const { subject, name, exception, run } of cases) {
      it(`${subject}: ${name}${exception === undefined ? "" : `, except: ${exception.reason}`}`, () => run(target));
    }
  });
}
