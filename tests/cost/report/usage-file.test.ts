import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costsOf } from "../../../kit/cost/costs.ts";
import { readUsage } from "../../../kit/cost/estimate/declared.ts";
import { strangeNames } from "../../../kit/cost/estimate/usage.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { usageFileOf } from "../../../kit/cost/report/usage-file.ts";
import { resourceOf, sourcesOf } from "../support/program.ts";

const region = "us-east-1";
const resources = [
  resourceOf("shop:index:Service", "no: name"),
  resourceOf("aws:lambda/function:Function", "audit", { region }, { in: "no: name" }),
  resourceOf("aws:cloudwatch/logGroup:LogGroup", "logs", { region, retentionInDays: 30 }, { in: "no: name" }),
  resourceOf(
    "aws:scheduler/schedule:Schedule",
    "nightly",
    { region, scheduleExpression: "rate(1 day)" },
    {
      sources: sourcesOf({ target: "audit" }),
    },
  ),
];
const text = usageFileOf(costsOf(resources, { book: openBook(["aws"]) }));

describe("a file of usage to fill in", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-usage-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  const read = (content: string) => {
    const file = join(folder, "usage.yaml");
    writeFileSync(file, content);
    return readUsage(file);
  };

  it("has each component with its resources, and the keys that these use, with units and what they are now", () => {
    assert.ok(
      text.includes(
        [
          ...["## audit, aws:lambda/function:Function", "## logs, aws:cloudwatch/logGroup:LogGroup", '# "no: name":'],
          "#   requests: 30.4 # requests and runs, a month, as the program says",
          "#   duration: 100 # time of a request or a run, ms",
          "#   logSize: 0.5 # logs of a request or a run, KB",
        ].join("\n"),
      ),
      text,
    );
  });

  it("declares nothing as it is, and all of it when the comments are removed", () => {
    assert.deepEqual(read(text), {});
    assert.deepEqual(read(text.replace(/^# /gm, "")), {
      "no: name": { requests: 30.4, duration: 100, logSize: 0.5 },
      nightly: { requests: 30.4, attempts: 1.02 },
    });
  });

  for (const [title, content, message] of [
    [
      "a key that there is not",
      "api:\n  requets: 5\n",
      /usage\.yaml:2: api\.requets: "requets" is not known here; the nearest that is, is requests\./,
    ],
    ["something else for a number", "api:\n  requests: many\n", /usage\.yaml:2: api\.requests: a number is expected\./],
    [
      "less than nothing",
      "api: { requests: 1 }\nmail: { messages: -1 }\n",
      /usage\.yaml:2: .*a number from 0 on is expected/,
    ],
    ["a name without keys", "api:\n", /usage\.yaml:1: api: some of these with a number are expected: requests, /],
    ["no YAML", "api: {\n", /usage\.yaml:\d: it is not valid YAML/],
  ] as const) {
    it(`is refused with ${title}, with its line and what is expected`, () =>
      assert.throws(() => read(content), message));
  }

  it("may be of other stacks, too: names that nothing has are known", () => {
    assert.deepEqual(strangeNames(resources, { "*": {}, audit: {}, [resources[0]?.urn ?? ""]: {}, mail: {} }), [
      "mail",
    ]);
  });
});
