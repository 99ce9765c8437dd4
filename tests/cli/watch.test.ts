import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FileWatcher, watchFiles } from "../../kit/cli/reload/watch.ts";

describe("a file watcher", () => {
  let folder: string;
  let watcher: FileWatcher;
  let changes: string[][];
  const file = (name: string): string => join(folder, name);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-watch-")));
    changes = [];
    watcher = watchFiles((files) => changes.push(files.map((path) => path.slice(folder.length + 1)).sort()));
    for (const name of ["a.ts", "b.ts", "other.ts"]) writeFileSync(file(name), "1");
    watcher.set([file("a.ts"), file("b.ts")]);
  });
  afterEach(() => {
    watcher.close();
    rmSync(folder, { recursive: true });
  });

  it("tells once of changes that come together", async () => {
    writeFileSync(file("a.ts"), "22");
    writeFileSync(file("b.ts"), "22");
    await sleep(100);

    assert.deepEqual(changes, [["a.ts", "b.ts"]]);
  });

  it("tells of a file that has changed after it was read and before it was watched, and of no other", async () => {
    for (const name of ["read.ts", "changed.ts"]) writeFileSync(file(name), "1");
    await sleep(50);
    const since = Date.now();
    await sleep(50);
    writeFileSync(file("changed.ts"), "22");

    watcher.set([file("read.ts"), file("changed.ts"), file("none.ts")], { since });
    await sleep(100);
    watcher.set([file("read.ts"), file("changed.ts"), file("none.ts")], { since });
    await sleep(100);

    assert.deepEqual(changes, [["changed.ts"]]);
  });

  it("sees a file that an editor replaces, twice in a row", async () => {
    for (const content of ["first", "second"]) {
      writeFileSync(file("draft"), content);
      renameSync(file("draft"), file("a.ts"));
      await sleep(100);
    }

    assert.deepEqual(changes, [["a.ts"], ["a.ts"]]);
  });

  it("tells of a file that goes, and of one that comes back", async () => {
    rmSync(file("b.ts"));
    await sleep(100);
    writeFileSync(file("b.ts"), "again");
    await sleep(100);

    assert.deepEqual(changes, [["b.ts"], ["b.ts"]]);
  });

  it("is silent about other files of the folder, and about one that is only touched back to what it was", async () => {
    const same = new Date(1_700_000_000_000);
    utimesSync(file("a.ts"), same, same);
    await sleep(100);
    changes.length = 0;

    writeFileSync(file("other.ts"), "2");
    utimesSync(file("a.ts"), same, same);
    await sleep(100);

    assert.deepEqual(changes, []);
  });

  it("tells of a folder when something comes or goes in it", async () => {
    mkdirSync(file("app"));
    writeFileSync(file("app/index.js"), "1");
    watcher.set([file("app"), file("app/index.js")]);

    writeFileSync(file("app/more.js"), "1");
    await sleep(100);
    writeFileSync(file("app/index.js"), "22");
    await sleep(100);

    assert.deepEqual(changes, [["app"], ["app/index.js"]]);
  });

  it("stops watching what is not in the list any more", async () => {
    watcher.set([file("b.ts")]);

    writeFileSync(file("a.ts"), "333");
    await sleep(100);

    assert.deepEqual(changes, []);
  });

  it("tells of a file that appears in a watched folder, or goes, but not of one that changes there", async () => {
    mkdirSync(file("locales"));
    writeFileSync(file("locales/de.json"), "1");
    watcher.set([file("locales")]);
    writeFileSync(file("locales/de.json"), "22");
    await sleep(100);
    const unasked = changes.splice(0);
    writeFileSync(file("locales/fr.json"), "1");
    await sleep(100);
    rmSync(file("locales/de.json"));
    await sleep(100);

    assert.deepEqual([unasked, changes], [[], [["locales"], ["locales"]]]);
  });

  it("tells of a file that appears in a folder that was not there", async () => {
    watcher.set([file("deep/er/package.json"), file("deep/tsconfig.json")]);

    mkdirSync(file("deep/er"), { recursive: true });
    writeFileSync(file("deep/er/package.json"), "{}");
    await sleep(100);

    assert.deepEqual(changes, [["deep/er/package.json"]]);
  });
});
