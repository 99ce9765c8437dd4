import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../kit/simulator/control/database.ts";
import { DurableStore } from "../../../kit/simulator/control/store.ts";
import { SimulatorError } from "../../../kit/simulator/errors.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const scope = { account: "1", region: "north" };
const thing = (id: string, size = 1, region = "north") => ({
  type: "aws:test/thing:Thing",
  id,
  scope: { account: "1", region },
  inputs: { size },
  outputs: { size, address: `${id}.example` },
});

function openStore(file: string) {
  const database = openDatabase(file);
  return { store: new DurableStore(database), close: () => database.close() };
}

describe("the store", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = createTemporaryFolder();
    file = join(folder.path, "simulator.db");
  });
  afterEach(() => folder.remove());

  it("keeps resources, their order and values when it is opened again", () => {
    const first = openStore(file);
    for (const id of ["c", "a", "b"]) first.store.put(thing(id));
    first.store.put(thing("c", 2));
    first.store.putValue("port:x", "4510");
    first.close();

    const second = openStore(file);

    assert.deepEqual(second.store.all(), [thing("c", 2), thing("a"), thing("b")]);
    assert.equal(second.store.getValue("port:x"), "4510");
    second.close();
  });

  it("forgets what was deleted, also when it is opened again", () => {
    const first = openStore(file);
    first.store.put(thing("a"));
    first.store.putValue("key", "value");

    first.store.delete("aws:test/thing:Thing", "a", scope);
    first.store.putValue("key", undefined);

    assert.deepEqual(first.store.all(), []);
    assert.deepEqual(first.store.find("aws:test/thing:Thing"), []);
    first.close();
    const second = openStore(file);
    assert.deepEqual(second.store.all(), []);
    assert.equal(second.store.getValue("key"), undefined);
    second.close();
  });

  it("keeps the same id of two regions apart", () => {
    const { store, close } = openStore(":memory:");
    store.put(thing("a", 1, "north"));
    store.put(thing("a", 2, "south"));

    store.delete("aws:test/thing:Thing", "a", scope);

    assert.equal(store.get("aws:test/thing:Thing", "a", scope), undefined);
    assert.equal(store.get("aws:test/thing:Thing", "a")?.inputs.size, 2);
    close();
  });

  it("answers before a restart what it answers after it", () => {
    const { store, close } = openStore(":memory:");

    store.put({ ...thing("a"), inputs: { gone: undefined, when: new Date(0) } });

    assert.deepEqual(store.get("aws:test/thing:Thing", "a")?.inputs, { when: "1970-01-01T00:00:00.000Z" });
    close();
  });

  it("refuses a folder that another simulator works with", () => {
    const first = openStore(file);

    assert.throws(() => openStore(file), {
      name: "SimulatorError",
      code: "ERR_BUSY",
      message: /Use that one, or stop it/,
    });
    first.close();
  });

  it("refuses a damaged file and says how to go on", () => {
    writeFileSync(file, "this is no database, and long enough to be read as one ".repeat(100));

    assert.throws(() => openStore(file), {
      code: "ERR_STORE",
      message: /is damaged .* Start empty with `npx fourfold stop --reset`/,
    });
  });

  it("refuses a folder that cannot be one, and says so", () => {
    writeFileSync(join(folder.path, "file"), "");

    assert.throws(() => openStore(join(folder.path, "file", "simulator.db")), {
      code: "ERR_STORE",
      message: /cannot be written .* choose another folder/,
    });
  });

  it("refuses the data of another version and says how to go on", () => {
    const database = openDatabase(file);
    database.prepare("pragma user_version = 99").run();
    database.close();

    assert.throws(() => openStore(file), { code: "ERR_STORE", message: /format 99.* Start empty with/ });
  });

  it("refuses a resource that cannot be read", () => {
    const database = openDatabase(file);
    database
      .prepare(
        "insert into resource (type, account, region, id, inputs, outputs) values ('t', '1', 'n', 'a', '[]', '{}')",
      )
      .run();

    assert.throws(() => new DurableStore(database), {
      code: "ERR_STORE",
      message: /inputs of a resource cannot be read/,
    });
    database.close();
  });

  it("says that the disk is full, and keeps what was stored", () => {
    const database = openDatabase(file);
    const store = new DurableStore(database);
    store.put(thing("a"));
    // The same error as a full disk gives: https://www.sqlite.org/pragma.html#pragma_max_page_count
    database.prepare("pragma max_page_count = 1").get();

    const putMuch = () => store.putValue("big", "x".repeat(1_000_000));

    assert.throws(putMuch, (error) => error instanceof SimulatorError && /The disk is full/.test(error.message));
    assert.equal(store.getValue("big"), undefined);
    assert.deepEqual(store.all(), [thing("a")]);
    database.close();
  });
});
