import assert from "node:assert/strict";
import * as v from "valibot";
import type { CostAssessment } from "../../../policies/costs/contract.ts";
import { describeSarif } from "../../../policies/reports/sarif.ts";
import { urnOf } from "../support/subjects.ts";
import { assessed, catalogue, noCosts } from "./assessed.ts";

const Text = v.object({ text: v.string() });

/** What GitHub requires: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const Sarif = v.object({
  version: v.literal("2.1.0"),
  runs: v.tuple([
    v.object({
      tool: v.object({
        driver: v.object({
          name: v.string(),
          rules: v.array(
            v.object({
              ...{
                id: v.string(),
                shortDescription: Text,
                fullDescription: Text,
                help: Text,
                helpUri: v.pipe(v.string(), v.url()),
              },
              properties: v.object({ "security-severity": v.optional(v.string()), tags: v.array(v.string()) }),
            }),
          ),
        }),
      }),
      results: v.array(
        v.object({
          ...{
            ruleId: v.string(),
            ruleIndex: v.number(),
            level: v.picklist(["error", "warning", "note"]),
            message: Text,
          },
          locations: v.tuple([
            v.object({
              physicalLocation: v.object({
                artifactLocation: v.object({ uri: v.string() }),
                region: v.object({ startLine: v.number(), startColumn: v.optional(v.number()) }),
              }),
              logicalLocations: v.tuple([v.object({ fullyQualifiedName: v.string() })]),
            }),
          ]),
          partialFingerprints: v.record(v.string(), v.string()),
          suppressions: v.optional(v.array(v.object({ kind: v.literal("external"), justification: v.string() }))),
        }),
      ),
    }),
  ]),
});

describe("a report in SARIF", () => {
  const [run] = v.parse(Sarif, describeSarif(assessed(), noCosts, catalogue)).runs;
  const resultOn = (name: string, ruleId: string) =>
    run.results.find(
      ({ locations, ruleId: id }) =>
        id === ruleId && locations[0].logicalLocations[0].fullyQualifiedName === urnOf(name),
    ) ?? assert.fail(`no ${ruleId} on ${name}`);

  it("has every rule, with how bad it is in GitHub's numbers", () => {
    assert.deepEqual(
      run.tool.driver.rules.map(({ id, properties }) => [id, properties["security-severity"]]),
      [
        ["aws/no-door", "9.5"],
        ["aws/no-window", "7.5"],
        ["aws/no-gate", "2.0"],
        ["aws/no-hatch", "5.0"],
        ["stack/cost-budget", undefined],
      ],
    );
    assert.deepEqual(run.tool.driver.rules[0]?.properties.tags, ["security", "aws", "CKV_ACME_1"]);
  });

  it("has each finding with its rule, and where its resource is constructed", () => {
    const { ruleIndex, level, message, locations } = resultOn("front", "aws/no-door");

    assert.deepEqual([run.tool.driver.rules[ruleIndex]?.id, level], ["aws/no-door", "error"]);
    assert.equal(message.text, "front: door: it is open for 3. Set `door` to `false`.");
    assert.deepEqual(locations[0].physicalLocation, {
      artifactLocation: { uri: "src/my%20house.ts" },
      region: { startLine: 12, startColumn: 5 },
    });
    assert.equal(resultOn("back", "aws/no-gate").level, "note");
  });

  it("names the project where nobody knows the line, since GitHub wants a file", () => {
    const { physicalLocation } = resultOn("back", "aws/no-window").locations[0];

    assert.deepEqual(physicalLocation, { artifactLocation: { uri: "Pulumi.yaml" }, region: { startLine: 1 } });
  });

  it("names files from the folder of the repository on, which is where GitHub looks for them", () => {
    const refused: CostAssessment = {
      ...noCosts,
      findings: [{ kind: "monthly", about: "the stack", what: "It costs", fix: "Pay" }],
    };
    const [inFolder] = v.parse(Sarif, describeSarif(assessed(), refused, catalogue, "services/my shop/")).runs;
    const uris = inFolder.results.map(({ locations }) => locations[0].physicalLocation.artifactLocation.uri);

    assert.deepEqual([...new Set(uris)], ["services/my%20shop/src/my%20house.ts", "services/my%20shop/Pulumi.yaml"]);
    assert.equal(uris.at(-1), "services/my%20shop/Pulumi.yaml");
  });

  it("has suppressions for what somebody answers for, and for what there is time to mend, and nothing of what is not known", () => {
    assert.deepEqual(resultOn("side", "aws/no-door").suppressions, [
      { kind: "external", justification: "ann, until 2026-12-31: a <park>" },
    ]);
    assert.match(
      resultOn("back", "aws/no-gate").suppressions?.[0]?.justification ?? "",
      /to be mended by 2027-01-30\.$/,
    );
    assert.equal(resultOn("front", "aws/no-window").suppressions, undefined);
    assert.equal(run.results.length, 5);
  });

  it("has a fingerprint for each finding that is the same in the next run", () => {
    const [again] = v.parse(Sarif, describeSarif(assessed(), noCosts, catalogue)).runs;
    const prints = run.results.map(({ partialFingerprints }) => partialFingerprints["fourfold/v1"]);

    assert.equal(new Set(prints).size, prints.length);
    assert.deepEqual(
      again.results.map(({ partialFingerprints }) => partialFingerprints["fourfold/v1"]),
      prints,
    );
  });
});
