import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A row of the tables of vendors' clients in docs/endpoints.md. */
interface ClientRow {
  readonly name: string;
  /** The tests that it links. */
  readonly tests: readonly string[];
}

function clientRows(): readonly ClientRow[] {
  const text = readFileSync("docs/endpoints.md", "utf8");
  const tables = [...text.matchAll(/^\| client \|.*\n\| --- .*\n((?:\|.*\n)+)/gm)].map(([, rows = ""]) => rows);
  return tables.flatMap((rows) =>
    rows
      .trim()
      .split("\n")
      .map((row) => {
        const [name = "", , links = ""] = row.split(/(?<!\\) ?\| ?/).slice(1);
        return { name, tests: [...links.matchAll(/\]\(([^)]+)\)/g)].map(([, path = ""]) => join("docs", path)) };
      }),
  );
}

describe("the tables of vendors' clients", () => {
  const rows = clientRows();

  it("have tests for every row", () => {
    assert.ok(rows.length >= 15);
    assert.deepEqual(
      rows.filter(({ tests }) => tests.length === 0),
      [],
    );
  });

  it("name tests of packages that use them", () => {
    const without = rows.flatMap(({ name, tests }) => {
      const [, library] = /^`([^`]+)`$/.exec(name) ?? [];
      if (library === undefined) return [];
      return tests.filter((path) => !readFileSync(path, "utf8").includes(`"${library}"`));
    });

    assert.deepEqual(without, []);
  });
});
