import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { openProgress } from "../../kit/cli/terminal/progress.ts";
import { formatBytes, formatMilliseconds, formatTable } from "../../kit/cli/terminal/table.ts";

function openScreen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, write: (text: string) => written.push(text), text: () => written.join("") };
}

describe("a table", () => {
  it("lines up its columns, numbers to the right, without trailing blanks", () => {
    const table = formatTable(
      [
        ["cloud", "size", "note"],
        ["aws", "9 KB", ""],
        ["cloudflare", "12 KB", "x"],
      ],
      [1],
    );

    assert.equal(table, ["cloud        size  note", "aws          9 KB", "cloudflare  12 KB  x"].join("\n"));
  });

  it("has as many rows as a gigantic program has resources", () => {
    const rows = Array.from({ length: 150_000 }, (_, at) => [`${at}`, "9"]);

    assert.equal(formatTable(rows).length, rows.length * "123456  9\n".length - 1);
  });

  it("writes sizes and times in the unit that people read", () => {
    assert.deepEqual([812, 46_182, 1_258_292].map(formatBytes), ["812 B", "45.1 KB", "1.2 MB"]);
    assert.deepEqual([38.4, 4_210].map(formatMilliseconds), ["38 ms", "4.2 s"]);
  });
});

describe("progress", () => {
  it("is one plain line for each step where lines cannot be rewritten, and no counts", () => {
    const screen = openScreen(false);
    const progress = openProgress(screen, 4);

    progress.step("aws", "deploying");
    progress.count("aws", "deploying 3");
    progress.step("aws", "deploying");
    progress.step("gcp", "ready");
    progress.end();

    assert.equal(screen.text(), "aws   deploying\ngcp   ready\n");
  });

  it("rewrites one line for each row on a terminal, no wider than it is", async () => {
    const screen = openScreen(true);
    const progress = openProgress(screen, 4);

    progress.step("aws", "deploying");
    progress.step("gcp", "");
    await sleep(80);
    progress.count("gcp", "x".repeat(100));
    progress.end();
    progress.step("aws", "too late");

    const [first, second] = screen.text().split("\u001b[2A");
    assert.equal(first, "\u001b[2Kaws   deploying\n\u001b[2Kgcp   \n");
    assert.equal(second, `\u001b[2Kaws   deploying\n\u001b[2Kgcp   ${"x".repeat(33)}\n`);
  });
});
