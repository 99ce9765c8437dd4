import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import fc from "fast-check";
import { type Cloud, clouds, isFourfoldError } from "fourfold";
import { settleTags } from "../../components/support/checks/tag-rules.ts";
import { labelRules } from "../../kit/simulator/services/gcp/project.ts";
import { refuses } from "../support/refuses.ts";
import { type Changes, deploySample } from "./deployment.ts";

const where = 'Foundation "acme"';
const tagged = ["aws", "gcp", "azure"] as const satisfies readonly Cloud[];

/** Many tags that are right on every cloud. */
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, "x"]));

describe("tags", () => {
  const kept: Readonly<Record<Cloud, readonly object[]>> = {
    aws: [
      { Team: "Acme Corp", "a/b": "x=y+z@1", größe: "ß", empty: "" },
      { ["k".repeat(128)]: "v".repeat(256) },
      many(50),
    ],
    gcp: [{ team: "acme", a_b: "1-2_3", größe: "ß", empty: "" }, { ["k".repeat(63)]: "v".repeat(63) }, many(64)],
    azure: [{ Team: "Acme <Corp>", "a.b": "?" }, { ["k".repeat(128)]: "v".repeat(256) }, many(50)],
    // Nothing is kept, so nothing is refused.
    cloudflare: [{ "": "x".repeat(1_000) }],
  };
  for (const cloud of clouds) {
    it(`are what they were on ${cloud}, where they are possible`, () => {
      for (const tags of kept[cloud]) assert.deepEqual(settleTags([tags as never], cloud, where), tags);
    });
  }

  it("are labels on Google Cloud: in lower case, with - for what a label may not have", () => {
    assert.deepEqual(
      settleTags([{ Team: "Acme Corp", "Cost.Center": "EU/42", OWNER: "me@acme.example" }], "gcp", where),
      {
        team: "acme-corp",
        "cost-center": "eu-42",
        owner: "me-acme-example",
      },
    );
  });

  it("later ones win, where the key is the same", () => {
    for (const cloud of tagged) {
      assert.deepEqual(settleTags([{ team: "a", cost: "1" }, { team: "b" }], cloud, where), { team: "b", cost: "1" });
    }
  });

  const refused: readonly [cloud: Cloud, tags: object, message: RegExp][] = [
    [
      "aws",
      { team: "a&b" },
      /the value of the tag "team" is not possible on aws \(https:.*Use letters, digits, spaces/,
    ],
    ["aws", { "team!": "a" }, /the key of the tag "team!" is not possible on aws/],
    ["aws", { "": "a" }, /the key of the tag ""/],
    ["aws", { "AWS:team": "a" }, /the key of the tag "AWS:team" is not possible/],
    ["aws", { ["k".repeat(129)]: "v" }, /has 129 characters, and aws takes 128/],
    ["aws", { team: "v".repeat(257) }, /the value of the tag "team" has 257 characters, and aws takes 256/],
    ["aws", many(51), /it has 51 tags, and aws takes 50/],
    ["gcp", { "2fa": "on" }, /the key of the tag "2fa" is not possible on gcp/],
    ["gcp", { "": "a" }, /the key of the tag ""/],
    ["gcp", { ["k".repeat(64)]: "v" }, /has 64 characters, and gcp takes 63/],
    ["gcp", { team: "v".repeat(64) }, /the value of the tag "team" has 64 characters/],
    ["gcp", { Team: "a", team: "b" }, /the tags "Team" and "team" are one on gcp/],
    ["gcp", { "a b": "1", "a.b": "2" }, /the tags "a b" and "a\.b" are one on gcp/],
    ["gcp", many(65), /it has 65 tags, and gcp takes 64/],
    ["azure", { "a/b": "c" }, /the key of the tag "a\/b" is not possible on azure/],
    ["azure", { AzureTeam: "c" }, /not azure, microsoft or windows in front/],
    ["azure", { ["k".repeat(129)]: "v" }, /has 129 characters, and azure takes 128/],
    ["azure", { team: "v".repeat(257) }, /has 257 characters/],
    ["azure", { Team: "a", team: "b" }, /the tags "Team" and "team" are one on azure/],
    ["azure", many(51), /it has 51 tags/],
  ];
  for (const [cloud, tags, message] of refused) {
    it(`are refused on ${cloud}: ${JSON.stringify(tags).slice(0, 40)}`, () => {
      const error = refuses("ERR_LIMIT", message, () => settleTags([tags as never], cloud, where));

      assert.match(error.message, /^Foundation "acme": .*https:/);
    });
  }

  it("are refused without saying a value", () => {
    const error = refuses("ERR_LIMIT", /"team"/, () => settleTags([{ team: "hidden&value" }], "aws", where));

    assert.doesNotMatch(error.message, /hidden/);
  });

  it("are valid labels on Google Cloud, or are refused, whatever they are", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 70 }), fc.string({ maxLength: 70 }));
    fc.assert(
      fc.property(fc.dictionary(text, text, { maxKeys: 4 }), (tags) => {
        try {
          const labels = settleTags([tags], "gcp", where);
          // The vendor lets a key begin with a letter of any script, also of one without upper and lower case.
          const latin = Object.fromEntries(
            Object.entries(labels).map(([key, value]) => [key.replace(/^\p{Lo}/u, "a"), value]),
          );
          assert.ok(labelRules.accepts(latin, {}, 0), JSON.stringify(labels));
          assert.deepEqual(settleTags([labels], "gcp", where), labels);
        } catch (error) {
          if (!isFourfoldError(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("tags of a deployment", () => {
  const wrong: Readonly<Record<(typeof tagged)[number], object>> = {
    aws: { team: "a&b" },
    gcp: { Team: "a", team: "b" },
    azure: { "a/b": "c" },
  };
  const late = (tags: object) => Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, output(value)]));

  for (const cloud of tagged) {
    const tags = wrong[cloud] as { [key: string]: string };
    const cases: Readonly<Record<string, readonly [changes: Changes, message: RegExp]>> = {
      "of a foundation": [{ foundation: { tags } }, /^Foundation "acme": /],
      "of a set": [{ deploy: { tags } }, /^Function "sample-web": /],
      "of a set, when they are known later": [{ deploy: { tags: late(tags) } }, /Function "sample-web": /],
    };
    for (const [what, [changes, message]] of Object.entries(cases)) {
      it(`${what} are refused at preview on ${cloud}`, async () => {
        const stack = await deploySample(cloud, { ...changes, evaluate: { preview: true } });

        assert.match(stack.error?.message ?? "", message);
        assert.match(stack.error?.message ?? "", /tag.*ERR_LIMIT/);
      });
    }
  }

  it("of a foundation and of a set that are one key are refused, once both are known", async () => {
    const stack = await deploySample("azure", {
      foundation: { tags: { Team: "a" } },
      deploy: { tags: { team: "b" } },
    });

    assert.match(stack.error?.message ?? "", /the tags "Team" and "team" are one on azure/);
  });

  it("are labels of every resource that has labels on Google Cloud", async () => {
    const stack = await deploySample("gcp", {
      foundation: { tags: { Team: "Acme Corp" } },
      deploy: { tags: { "Cost Center": output("EU 42") } },
    });

    stack.has("gcp:storage/bucket:Bucket", { labels: { team: "acme-corp" } });
    stack.has("gcp:cloudfunctionsv2/function:Function", { labels: { team: "acme-corp", "cost-center": "eu-42" } });
  });

  it("of a foundation reach its sets as they were given: another cloud may keep them", async () => {
    const stack = await deploySample("cloudflare", { foundation: { tags: { Team: "Acme <Corp>" } } });

    assert.equal(stack.error, undefined);
  });
});
