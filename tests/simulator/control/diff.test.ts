import assert from "node:assert/strict";
import type { Properties, ProviderKind } from "../../../kit/simulator/contract.ts";
import { diffInputs } from "../../../kit/simulator/control/diff.ts";
import { unknownValue } from "../../../kit/simulator/control/wire.ts";
import { thing, urnOf } from "../support/fake-cloud.ts";

const signature = "4dabf18193072939515e22adb298388d";
const archive = (content: object) => ({ [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", ...content });

function diff(oldInputs: Properties, news: Properties, ignoreChanges: readonly string[] = [], type = thing) {
  return diffInputs({ urn: urnOf("a"), id: "a", oldInputs, olds: oldInputs, news, ignoreChanges }, type, "bridged");
}
const lines = (...of: Parameters<typeof diff>) =>
  diff(...of).changes.map(({ kind, path, replaces }) => `${kind} ${path}${replaces ? " replaces" : ""}`);

describe("a provider's diff", () => {
  it("finds nothing where nothing changed", () => {
    const inputs = { size: 1, list: [{ port: 1 }], tags: { a: "b" }, mode: null };

    assert.deepEqual(diff(inputs, { tags: { a: "b" }, list: [{ port: 1 }], size: 1, __defaults: [] }), {
      changed: [],
      replaces: [],
      deleteBeforeReplace: false,
      changes: [],
    });
  });

  it("names every change by its path", () => {
    const before = { size: 1, list: [{ port: 1 }, { port: 2 }], tags: { "a.b": "1", c: "2" }, mode: "fast" };
    const after = { size: 2, list: [{ port: 3 }], tags: { "a.b": "2", d: "3" }, network: { mtu: 1 } };

    assert.deepEqual(lines(before, after), [
      "update size",
      "update list[0].port",
      "delete list[1].port",
      'update tags["a.b"]',
      "delete tags.c",
      "add tags.d",
      "delete mode",
      "add network.mtu",
    ]);
    assert.deepEqual(diff(before, after).changed, ["size", "list", "tags", "mode", "network"]);
  });

  it("replaces what cannot change in place, also below a property that comes or goes", () => {
    assert.deepEqual(diff({ name: "a", size: 1 }, { name: "b", size: 2 }).replaces, ["name"]);
    assert.deepEqual(lines({ network: { zone: "x", mtu: 1 } }, { network: { zone: "y", mtu: 2 } }), [
      "update network.zone replaces",
      "update network.mtu",
    ]);
    assert.deepEqual(diff({}, { network: { zone: "x" } }).replaces, ["network"]);
    assert.deepEqual(diff({ network: { mtu: 1 } }, {}).replaces, []);
  });

  it("replaces for a property of a list's items", () => {
    const type = { ...thing, replaceOn: ["list.port"] };

    assert.deepEqual(diff({ list: [{ port: 1 }] }, { list: [{ port: 2 }] }, [], type).replaces, ["list"]);
  });

  describe("of what is replaced deletes the old one first", () => {
    const [north, south] = [{ network: { zone: "north" } }, { network: { zone: "south" } }];
    const isDeletedFirst = (kind: ProviderKind, olds: Properties, news: Properties, type = thing) =>
      diffInputs({ urn: urnOf("a"), id: "a", oldInputs: olds, olds, news, ignoreChanges: [] }, type, kind)
        .deleteBeforeReplace;

    // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
    it("where a bridged provider could have made its name, and did not", () => {
      const given = { name: "mine", __defaults: [] };
      const generated = { name: "a-1234567", __defaults: ["name"] };

      assert.equal(isDeletedFirst("bridged", { ...north, ...given }, { ...south, ...given }), true);
      assert.equal(isDeletedFirst("bridged", { ...north, ...generated }, { ...south, ...generated }), false);
      assert.equal(isDeletedFirst("bridged", { ...north, name: "mine" }, { ...south, name: "mine" }), false);
      assert.equal(isDeletedFirst("bridged", { ...north, ...given }, { ...north, ...given, size: 2 }), false);
    });

    it("never where a bridged provider makes no names", () => {
      const { naming, ...nameless } = thing;
      const required = { ...thing, ...(naming && { naming: { ...naming, generated: false } }) };
      const given = { name: "mine", __defaults: [] };

      assert.equal(isDeletedFirst("bridged", { ...north, ...given }, { ...south, ...given }, nameless), false);
      assert.equal(isDeletedFirst("bridged", { ...north, ...given }, { ...south, ...given }, required), false);
    });

    // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (Diff)
    it("unless a native provider made its name at random", () => {
      const { naming: _, ...nameless } = thing;
      const generated = { name: "a1234567", __createBeforeDelete: true };

      assert.equal(isDeletedFirst("native", north, south, nameless), true);
      assert.equal(isDeletedFirst("native", { ...north, name: "mine" }, { ...south, name: "mine" }), true);
      assert.equal(isDeletedFirst("native", { ...north, ...generated }, { ...south, ...generated }), false);
      assert.equal(isDeletedFirst("native", north, { ...north, size: 2 }), false);
    });
  });

  it("takes a value that is not known yet for a change", () => {
    assert.deepEqual(lines({ name: "a", tags: { a: "1" } }, { name: unknownValue, tags: unknownValue }), [
      "update name replaces",
      "update tags",
    ]);
  });

  it("compares archives by their content, not by where they are", () => {
    const old = { code: archive({ path: "/a", hash: "1" }) };

    assert.deepEqual(lines(old, { code: archive({ path: "/b", hash: "1" }) }), []);
    assert.deepEqual(lines(old, { code: archive({ path: "/a", hash: "2" }) }), ["update code"]);
  });

  it("sees a container that becomes another one, or an empty one that comes", () => {
    assert.deepEqual(lines({ tags: {} }, { tags: [] }), ["update tags"]);
    assert.deepEqual(lines({}, { tags: {} }), ["add tags"]);
  });

  it("leaves out what it shall ignore", () => {
    const before = { size: 1, list: [{ port: 1 }], tags: { "a.b": "1", c: "2" } };
    const after = { size: 2, list: [{ port: 2 }], tags: { "a.b": "2", c: "3" } };

    assert.deepEqual(lines(before, after, ["size", "list[*].port", 'tags["a.b"]']), ["update tags.c"]);
    assert.deepEqual(lines(before, after, ["list[0]", "tags"]), ["update size"]);
    assert.deepEqual(lines(before, after, ["siz", "list[1]", "tags.b"]).length, 4);
  });
});
