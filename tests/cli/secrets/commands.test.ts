import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clone, createClone } from "../../support/clone.ts";

const files: Readonly<Record<string, string>> = {
  "safe.ts": `
import { functionSet, secret } from "fourfold";

export const safe = functionSet("safe", {
  root: import.meta.url,
  resources: { stripe: secret(), signing: secret({ generate: "64 bytes" }), partner: secret({ later: true }) },
  functions: { pay: { handler: "./pay.ts", http: true, links: { signing: ["read"], partner: ["read"] } } },
});
`,
  "pay.ts": `
import { http, SecretError } from "fourfold/runtime";
import { safe } from "./safe.ts";

export default http(safe, "pay", ({ signing, partner }) => ({
  async fetch() {
    const key = await signing.get({ fresh: true });
    const other = await partner.get({ fresh: true }).catch((error: unknown) => (error as SecretError).code);
    return Response.json({ length: key.length, before: (await signing.previous()) !== undefined, other });
  },
}));
`,
  "index.ts": `
import { clouds } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { safe } from "./safe.ts";

const places = {
  gcp: { project: "shop-project", region: "europe-west1" },
  azure: { location: "westeurope" },
  cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "acme" },
};

export const urls = clouds.map((cloud) => {
  const on = new Foundation(\`shop-\${cloud}\`, { cloud, ...places });
  const args = deploy(safe, { cloud, on, protection: "destroy", bind: { stripe: "sk_of_the_stack" } });
  return new FunctionSet(\`safe-\${cloud}\`, args).urls;
});
`,
};

/** What the function answers. */
interface Answer {
  readonly length: number;
  readonly before: boolean;
  readonly other: string;
}

const clouds = ["aws", "gcp", "azure", "cloudflare"] as const;

describe("fourfold secret", function () {
  this.timeout(240_000);
  let clone: Clone;
  let addresses: Readonly<Record<string, string>>;

  before(async () => {
    clone = createClone();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(clone.folder, name), text);
    clone.edit("package.json", '"smoke": "./functions/smoke.ts"', "");
    await clone.run(["start"]);
    const { code, stdout, stderr } = await clone.run(["dev", "--once"]);
    assert.equal(code, 0, stdout + stderr);
    const found = clouds.map((cloud) => {
      const [, address = ""] = new RegExp(`^${cloud} .*?(http://\\S+)`, "m").exec(stdout) ?? [];
      return [cloud, address] as const;
    });
    addresses = Object.fromEntries(found);
  });
  after(async () => {
    await clone.run(["stop"]);
    clone.remove();
  });

  const ask = async (cloud: string): Promise<Answer> => (await fetch(addresses[cloud] ?? "")).json() as Promise<Answer>;

  it("lists secrets, where their values come from, and when they were set", async () => {
    const { code, stdout, stderr } = await clone.run(["secret", "list"]);

    assert.equal(code, 0, stderr);
    const lines = stdout.trim().split("\n");
    assert.match(lines[0] ?? "", /^cloud +secret +value is +set$/);
    const time = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z";
    for (const cloud of ["aws", "gcp", "azure"]) {
      assert.match(stdout, new RegExp(`^${cloud} +safe/stripe +bound by the stack +${time}$`, "m"));
      assert.match(stdout, new RegExp(`^${cloud} +safe/signing +generated +${time}$`, "m"));
      assert.match(stdout, new RegExp(`^${cloud} +safe/partner +set by command +not set$`, "m"));
    }
    assert.match(stdout, /^cloudflare +safe\/stripe +bound by the stack +not set, no Worker reads it$/m);
    assert.match(stdout, /^cloudflare +safe\/signing +generated +yes, in 1 of 1 Worker$/m);
    assert.match(stdout, /^cloudflare +safe\/partner +set by command +not set, in 0 of 1 Worker$/m);
    assert.doesNotMatch(stdout + stderr, /sk_of_the_stack/);
  });

  it("sets a secret on every cloud, as who deploys, and shows the value nowhere", async () => {
    assert.equal((await ask("aws")).other, "NotSet");
    const { code, stdout, stderr } = await clone.run(["secret", "set", "partner"], { input: "a key of ours\n" });

    assert.equal(code, 0, stderr);
    for (const cloud of clouds) assert.match(stdout, new RegExp(`^${cloud}: acting as `, "m"));
    for (const cloud of clouds.slice(0, 3)) assert.match(stdout, new RegExp(`^${cloud}: safe/partner is set\\.$`, "m"));
    assert.match(stdout, /^cloudflare: safe\/partner is set in 1 Worker\.$/m);
    assert.doesNotMatch(stdout + stderr, /a key of ours/);
    for (const cloud of clouds) assert.equal((await ask(cloud)).other, "a key of ours", cloud);
  });

  it("rotates a generated secret where the one before can be read", async () => {
    const args = ["secret", "rotate", "safe/signing", "--cloud", "aws,gcp,azure"];
    assert.equal((await ask("aws")).before, false);
    const { code, stdout, stderr } = await clone.run(args);

    assert.equal(code, 0, stderr);
    for (const cloud of clouds.slice(0, 3)) {
      assert.match(stdout, new RegExp(`^${cloud}: safe/signing is rotated\\.$`, "m"));
      assert.deepEqual(await ask(cloud), { length: 88, before: true, other: "a key of ours" }, cloud);
    }
  });

  it("lists as JSON, on some clouds only", async () => {
    const { stdout } = await clone.run(["secret", "list", "--json", "--cloud", "gcp"]);

    const rows: readonly object[] = JSON.parse(stdout);
    assert.equal(rows.length, 3);
    assert.partialDeepStrictEqual(rows, [{ cloud: "gcp", secret: "safe/stripe", source: "bound by the stack" }]);
  });

  const refusals: readonly (readonly [args: string, input: string, said: RegExp])[] = [
    ["set signing", "x", /aws: safe\/signing: its value is generated\. .*secret rotate signing.*ERR_USAGE/],
    ["set stripe", "x", /aws: safe\/stripe: its value comes from the stack\. .*ERR_USAGE/],
    ["set partnr", "x", /"partnr" is not a secret of this stack\. Did you mean "partner"\?.*ERR_USAGE/],
    ["set partner", "", /fourfold secret set: its value cannot be kept: it is empty\..*ERR_LIMIT/],
    ["set partner a-value-in-arguments", "x", /too many arguments.*ERR_USAGE/],
    ["rotate partner", "", /its value is not generated\. .*secret set partner.*ERR_USAGE/],
    ["rotate stripe", "", /its value is not generated\. Change what the stack binds it to.*ERR_USAGE/],
    ["rotate signing", "", /cloudflare: safe\/signing: .*not possible on cloudflare: .*no versions.*ERR_UNSUPPORTED/],
    ["set partner --dev prod", "x", /`fourfold dev` has not deployed the stack "prod"/],
  ];
  for (const [args, input, said] of refusals) {
    it(`refuses ${args}, and changes nothing`, async () => {
      const { code, stdout, stderr } = await clone.run(["secret", ...args.split(" ")], { input });

      assert.equal(code, 1);
      assert.match(stderr.replaceAll("\n", " "), said);
      assert.doesNotMatch(stdout, /is (?:set|rotated)/);
      assert.doesNotMatch(stderr, / at .*\.ts|a-value-in-arguments/);
    });
  }
});
