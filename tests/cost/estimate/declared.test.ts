import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readUsage } from "../../../kit/cost/estimate/declared.ts";
import { isFourfoldError } from "../../../kit/spec/index.ts";

describe("a file of usage", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-usage-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(text: string) {
    const file = join(folder, "usage.yaml");
    writeFileSync(file, text);
    return readUsage(file);
  }

  function refusal(text: string): string {
    try {
      read(text);
    } catch (error) {
      assert.ok(isFourfoldError(error));
      return error.message.replace(folder, "");
    }
    return assert.fail("it is accepted");
  }

  it("says what is used, by the names of components and resources", () => {
    const text = 'shop-aws-api: { requests: 3000000, duration: 80 }\n"*":\n  messages: 100000\n';

    assert.deepEqual(read(text), { "shop-aws-api": { requests: 3_000_000, duration: 80 }, "*": { messages: 100_000 } });
  });

  it("is refused with the line of what is wrong", () => {
    assert.match(refusal("api:\n  requests: many\n"), /^\/usage\.yaml:2: api\.requests: a number is expected\./);
    assert.match(refusal("api:\n  requests: -1\n"), /usage\.yaml:2: .*: a number from 0 on is expected/);
    assert.match(refusal("api:\n  requests: .inf\n"), /usage\.yaml:2: .*: a finite number is expected/);
    assert.match(refusal("api:\n  requests: .nan\n"), /usage\.yaml:2: .*: a number is expected/);
    assert.match(refusal("api:\n  request: 1\n"), /usage\.yaml:2: api\.request: "request" is not known here/);
    assert.match(
      refusal("api:\n  - requests\n"),
      /usage\.yaml:2: api: it is a list, and some of these with a number are/,
    );
    assert.match(refusal("api: 3\n"), /usage\.yaml:1: api: some of these with a number are expected: requests, /);
    assert.match(refusal("- api\n"), /usage\.yaml:1: the names of resources or components are expected, not a list/);
  });

  it("is refused where there is more of something than there can be", () => {
    for (const share of ["coldStarts", "cacheMisses", "deadLetters"]) {
      assert.deepEqual(read(`api: { ${share}: 1 }`), { api: { [share]: 1 } });
      assert.match(
        refusal(`api:\n  ${share}: 1.01`),
        new RegExp(`^/usage\\.yaml:2: api\\.${share}: a number from 0 to 1 is expected\\. `),
      );
    }
    assert.deepEqual(read("api: { requests: 1.0e15 }"), { api: { requests: 1e15 } });
    assert.match(
      refusal("api:\n  requests: 1.0e308"),
      /^\/usage\.yaml:2: api\.requests: a number from 0 to 1,000,000,000,000,000 is expected\. /,
    );
  });

  it("is refused when it cannot be read", () => {
    assert.throws(() => readUsage(join(folder, "none.yaml")), /none\.yaml: it cannot be read\. Name a file/);
  });
});
