import assert from "node:assert/strict";
import { createCode } from "../../../kit/simulator/control/code.ts";
import { openDatabase } from "../../../kit/simulator/control/database.ts";
import { DurableStore } from "../../../kit/simulator/control/store.ts";
import {
  type ListRequest,
  type ObjectEvent,
  Objects,
  type Preconditions,
  parseRange,
  testPreconditions,
} from "../../../kit/simulator/engines/objects/index.ts";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("buckets of objects", () => {
  let clock: FakeClock;
  let database: ReturnType<typeof openDatabase>;
  let objects: Objects;
  const open = () => new Objects({ clock, store: new DurableStore(database), code: createCode(database, "/") });
  beforeEach(() => {
    clock = createFakeClock();
    database = openDatabase(":memory:");
    objects = open();
  });
  afterEach(() => database.close());

  const textOf = (name: string, bucket = "files") => {
    const found = objects.find(bucket, name);
    return found && Buffer.from(objects.bytesOf(found)).toString();
  };

  it("keep bytes with what is said of them, also over a restart", () => {
    const description = { contentType: "text/plain", metadata: { by: "me" } };
    const put = objects.put("files", "a/b.txt", bytes("hello"), description);

    objects = open();

    assert.deepEqual(objects.find("files", "a/b.txt"), put);
    assert.equal(textOf("a/b.txt"), "hello");
    assert.deepEqual([put.size, put.md5, put.description], [5, "XUFAKrxLKna5cZ2REBfFkg==", description]);
    assert.equal(put.created, clock.now());
  });

  it("keep buckets apart, whatever the names of objects are", () => {
    objects.put("a", "b/c", bytes("one"));
    objects.put("a/b", "c", bytes("two"));

    assert.deepEqual([textOf("b/c", "a"), textOf("c", "a/b")], ["one", "two"]);
    assert.equal(objects.list("a").objects.length, 1);
  });

  it("give each content a generation of its own, even at one time and after a removal", () => {
    const first = objects.put("files", "a", bytes("one"));
    const second = objects.put("files", "a", bytes("one"));
    objects.remove("files", "a");
    const third = objects.put("files", "a", bytes("one"));

    assert.ok(first.generation < second.generation && second.generation < third.generation);
    assert.equal(first.generation, clock.now() * 1_000);
  });

  it("keep the generation when only the description changes", () => {
    const put = objects.put("files", "a", bytes("one"));
    clock.advance(5_000);

    const described = objects.describe(put, { contentType: "text/html" });

    assert.deepEqual([described.generation, described.revision], [put.generation, 2]);
    assert.deepEqual([described.created, described.modified], [put.created, put.created + 5_000]);
    assert.equal(textOf("a"), "one");
  });

  it("are gone after a removal, or with their bucket", () => {
    for (const name of ["a", "b", "c"]) objects.put("files", name, bytes(name));
    objects.put("others", "a", bytes("a"));

    objects.remove("files", "b");
    objects.remove("files", "nothing");
    assert.deepEqual([textOf("a"), textOf("b")], ["a", undefined]);

    objects.drop("files");
    assert.deepEqual([textOf("a"), textOf("a", "others")], [undefined, "a"]);
  });

  it("tell what is put and removed, until nobody wants to hear it", () => {
    const heard: string[] = [];
    const end = objects.watch(({ kind, object }: ObjectEvent) => heard.push(`${kind} ${object.bucket} ${object.name}`));

    objects.put("files", "a", bytes("one"));
    objects.remove("files", "a");
    objects.remove("files", "a");
    end();
    objects.put("files", "b", bytes("two"));

    assert.deepEqual(heard, ["created files a", "removed files a"]);
  });

  describe("in lists", () => {
    const list = (request: ListRequest) => {
      const { objects: found, prefixes, next } = objects.list("files", request);
      return { names: found.map(({ name }) => name), prefixes, next };
    };
    beforeEach(() => {
      for (const name of ["b/1", "b/2", "a", "c/d/3", "e"]) objects.put("files", name, bytes(name));
    });

    it("come by name, in the order of bytes", () => {
      // U+FF61 is before U+1F600 in UTF-8, and after it in UTF-16.
      for (const name of ["\u{1F600}", "\uFF61"]) objects.put("files", name, bytes(name));

      assert.deepEqual(list({}).names, ["a", "b/1", "b/2", "c/d/3", "e", "\uFF61", "\u{1F600}"]);
      assert.deepEqual(list({ prefix: "b/" }).names, ["b/1", "b/2"]);
    });

    it("stand in folders where there is a delimiter", () => {
      assert.deepEqual(list({ delimiter: "/" }), { names: ["a", "e"], prefixes: ["b/", "c/"], next: undefined });
      assert.deepEqual(list({ delimiter: "/", prefix: "c/" }), { names: [], prefixes: ["c/d/"], next: undefined });
    });

    it("come page by page, with folders that count as one", () => {
      const pages: unknown[] = [];
      let after: string | undefined;
      do {
        const page = list({ delimiter: "/", limit: 2, ...(after === undefined ? {} : { after }) });
        pages.push([...page.names, ...page.prefixes]);
        after = page.next;
      } while (after !== undefined);

      assert.deepEqual(pages, [
        ["a", "b/"],
        ["e", "c/"],
      ]);
    });
  });
});

// https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
describe("preconditions of objects", () => {
  const object = { etag: '"1"', modified: 10_500 };
  const cases: readonly (readonly [Preconditions, typeof object | undefined, string])[] = [
    [{}, object, "met"],
    [{ ifMatch: ['"1"'] }, object, "met"],
    [{ ifMatch: ['"2"', '"1"'] }, object, "met"],
    [{ ifMatch: ['"2"'] }, object, "failed"],
    [{ ifMatch: ["*"] }, object, "met"],
    [{ ifMatch: ["*"] }, undefined, "failed"],
    [{ ifNoneMatch: ['"1"'] }, object, "unmodified"],
    [{ ifNoneMatch: ['"2"'] }, object, "met"],
    [{ ifNoneMatch: ["*"] }, object, "unmodified"],
    [{ ifNoneMatch: ["*"] }, undefined, "met"],
    // Headers have seconds, so that 10.5 is not after 10.
    [{ ifModifiedSince: 10_000 }, object, "unmodified"],
    [{ ifModifiedSince: 9_000 }, object, "met"],
    [{ ifUnmodifiedSince: 10_000 }, object, "met"],
    [{ ifUnmodifiedSince: 9_000 }, object, "failed"],
    // ETags count more than times.
    [{ ifMatch: ['"1"'], ifUnmodifiedSince: 9_000 }, object, "met"],
    [{ ifNoneMatch: ['"2"'], ifModifiedSince: 10_000 }, object, "met"],
    [{ ifModifiedSince: 10_000, ifUnmodifiedSince: 9_000 }, undefined, "met"],
  ];
  for (const [conditions, current, expected] of cases) {
    it(`are ${expected}: ${JSON.stringify(conditions)} of ${current === undefined ? "nothing" : "an object"}`, () => {
      assert.equal(testPreconditions(conditions, current), expected);
    });
  }
});

// https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
describe("ranges of objects", () => {
  for (const [header, expected] of [
    ["bytes=0-3", { start: 0, end: 4 }],
    ["bytes=6-", { start: 6, end: 10 }],
    ["bytes=6-99", { start: 6, end: 10 }],
    ["bytes=-4", { start: 6, end: 10 }],
    ["bytes=-40", { start: 0, end: 10 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=3-2", undefined],
    ["bytes=0-1,3-4", undefined],
    ["items=0-1", undefined],
    [undefined, undefined],
  ] as const) {
    it(`are ${JSON.stringify(expected)} of ten bytes for ${header}`, () => {
      assert.deepEqual(parseRange(header, 10), expected);
    });
  }
});
