import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { judged } from "../../tools/peers/judged/index.ts";
import { differences, normal } from "../../tools/peers/normal-form.ts";
import { filters } from "../../tools/peers/pubsub/cases.ts";
import { formatReport, record } from "../../tools/peers/report.ts";
import { scripts } from "../../tools/peers/scripts/index.ts";
import { compare, type Judgement, problemsOf } from "../../tools/peers/verdict.ts";
import { versions } from "../../tools/peers/versions.ts";
import { createTemporaryFolder } from "../simulator/support/temporary-folder.ts";

describe("what other simulators answer", () => {
  it("is compared without ids, times and wording, and in one order", () => {
    const one = {
      $metadata: { httpStatusCode: 200 },
      Successful: [
        { Id: "b", MessageId: "1" },
        { Id: "a", MessageId: "2" },
      ],
      Failed: [{ Id: "c", Code: "Wrong", Message: "It is wrong.", SenderFault: true }],
    };
    const other = {
      $metadata: { httpStatusCode: 200 },
      Failed: [{ Code: "Wrong", Id: "c", Message: "Not right!", SenderFault: true }],
      Successful: [
        { MessageId: "3", Id: "a" },
        { MessageId: "4", Id: "b" },
      ],
      Other: [],
      NextToken: undefined,
    };

    assert.deepEqual(normal(one), normal(other));
    assert.notDeepEqual(normal(one), normal({ ...other, Failed: [{ Id: "c", Code: "Other", SenderFault: true }] }));
    assert.notDeepEqual(normal(one), normal({ ...other, $metadata: { httpStatusCode: 400 } }));
  });

  it("is compared within the envelope of a message, however it is laid out", () => {
    const note = { Type: "Notification", MessageId: "1", Message: "one", Subject: "New" };
    const received = (given: object, spaces?: number) =>
      normal({ Messages: [{ Body: JSON.stringify(given, undefined, spaces), MD5OfBody: String(spaces) }] });

    assert.deepEqual(received(note), received({ ...note, MessageId: "2" }, 2));
    assert.notDeepEqual(received(note), received({ ...note, Subject: "Old" }));
    assert.notDeepEqual(received(note), received({ ...note, Message: "two" }), "what was published is not wording");
  });

  it("is compared with the lists of an item in their order, and with what is empty in it", () => {
    const item = (list: readonly string[]) => normal({ Item: { list: { L: list.map((S) => ({ S })) } } });

    assert.notDeepEqual(item(["b", "a"]), item(["a", "b"]));
    assert.notDeepEqual(item([]), normal({ Item: {} }));
    assert.deepEqual(normal({ Item: { set: { SS: ["b", "a"] } } }), normal({ Item: { set: { SS: ["a", "b"] } } }));
  });

  it("shows of a long answer where it differs", () => {
    const long = (end: string) => new Map([["SQS: one", [`${"x".repeat(500)}${end}`]]]);

    const [step] = compare("moto 1", long("ours"), long("theirs"), [])[0]?.disagreements[0]?.steps ?? [];

    assert.match(step?.ours ?? "", /^…x+ours"$/);
    assert.match(step?.theirs ?? "", /^…x+theirs"$/);
  });

  it("differs at each step that is answered otherwise, or by one alone", () => {
    assert.deepEqual(differences([1, 2, 3], [1, 4]), [
      { ours: 2, theirs: 4 },
      { ours: 3, theirs: undefined },
    ]);
  });

  const judgement: Judgement = {
    ...{ peer: "moto", about: ["SQS: one"], right: "Fourfold", why: "So it is.", source: "https://vendor.example/" },
  };
  const ours = new Map([
    ["SQS: one", ["a"]],
    ["SQS: two", ["b"]],
  ]);
  const theirs = new Map([...ours, ["SQS: one", ["x | y"]]]);
  const disagreeing = compare("moto 1", ours, theirs, [judgement]);

  it("fails where nobody has judged a disagreement, and where a judged one is gone", () => {
    const agreeing = compare("moto 1", ours, ours, [judgement]);

    assert.deepEqual(problemsOf(disagreeing, [judgement]), []);
    assert.match(problemsOf(compare("moto 1", ours, theirs, []), [])[0] ?? "", /nobody has judged/);
    assert.match(problemsOf(agreeing, [judgement])[0] ?? "", /agrees by now/);
    assert.deepEqual(problemsOf([], [judgement]), [], "one that was not asked has not changed");
  });

  it("is judged for one peer, whatever others answer to the same script", () => {
    const another = compare("ElasticMQ 1", ours, theirs, [judgement]);
    const agreeing = compare("moto 1", ours, ours, [judgement]);

    const problems = problemsOf([...another, ...agreeing], [judgement]);

    assert.match(problems[0] ?? "", /ElasticMQ 1 disagrees, and nobody has judged it/);
    assert.match(problems[1] ?? "", /moto agrees by now/);
  });

  it("is reported with counts, and with the page that decides", () => {
    const report = formatReport({ comparisons: disagreeing, conformance: [], unavailable: [] }, new Date("2026-11-29"));

    assert.match(report, /^- Asked on 2026-11-29$/m);
    assert.match(report, /^\| SQS \| moto 1 \| 2 \| 1 \| 1 \| 1 \| 0 \| 0 \|$/m);
    assert.match(report, /^\| `SQS: one` \| `"a"` \| `"x \\\| y"` \|$/m);
    assert.match(report, /So it is\. <https:\/\/vendor\.example\/>/);
  });

  it("changes the report where a judged answer of ours is another one, and not where only the date is", () => {
    const folder = createTemporaryFolder();
    after(() => folder.remove());
    const file = pathToFileURL(join(folder.path, "REPORT.md"));
    const recordOn = (date: string, answers: typeof ours) => {
      const comparisons = compare("moto 1", answers, theirs, [judgement]);
      return record({ comparisons, conformance: [], unavailable: [] }, new Date(date), file);
    };

    assert.equal(recordOn("2026-11-28", ours), true);
    assert.equal(recordOn("2026-11-29", ours), false);
    assert.equal(recordOn("2026-11-29", new Map([...ours, ["SQS: one", ["y"]]])), true);
  });

  it("is asked with scripts of their own names, and judged about scripts and filters that there are", () => {
    const titles = scripts.map(({ service, name }) => `${service}: ${name}`);
    const known = new Set([...titles, ...filters]);

    assert.equal(new Set(titles).size, titles.length);
    assert.deepEqual(
      judged.flatMap(({ about }) => about).filter((one) => !known.has(one)),
      [],
    );
  });

  it("has a report about the versions that are asked, and about every script and filter", () => {
    const report = readFileSync(new URL("../../tools/peers/REPORT.md", import.meta.url), "utf8");

    for (const version of Object.values(versions)) assert.ok(report.includes(version), version);
    for (const service of ["SQS", "SNS", "DynamoDB", "Transactions", "Expiry"]) {
      const count = scripts.filter((script) => script.service === service).length;
      assert.match(report, new RegExp(`^\\| ${service} \\| moto [\\d.]+ \\| ${count} \\|`, "m"));
    }
    const ofTables = scripts.filter(({ service }) => service === "DynamoDB").length;
    assert.match(report, new RegExp(`^\\| DynamoDB \\| dynalite [\\d.]+ \\| ${ofTables} \\|`, "m"));
    assert.match(report, /^\| Fourfold \| DynamoDB \| \d+ \| none \|$/m);
    assert.match(report, new RegExp(`^\\| Pub/Sub filters \\| pstest \\S+ \\| ${filters.length} \\|`, "m"));
    assert.doesNotMatch(report, /Not judged/);
  });
});
