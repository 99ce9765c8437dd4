import assert from "node:assert/strict";
import { functionDefaults, httpDefaults } from "fourfold";
import { sources } from "./source.ts";

interface Field {
  readonly place: string;
  readonly name: string;
  readonly optional: boolean;
  readonly comment: string;
}

/** The interfaces that users write: arguments, options, overrides, transforms, and those of a function set. */
const publicShape = /(?:Args|Options|Overrides|Transform|Trigger|Spec|Definition|Cors)$/;
const publicFile = /^(?:components|kit\/spec|kit\/testing|kit\/conformance)\//;

/** The fields of every public interface, with the comment above each. */
function fields(): readonly Field[] {
  return sources()
    .filter(({ path }) => publicFile.test(path))
    .flatMap(({ path, text }) => {
      const interfaces = [...text.matchAll(/^export (?:interface|type) (\w+)[^{\n]*\{\n([\s\S]*?)^\}/gm)];
      return interfaces
        .filter(([, name = ""]) => publicShape.test(name))
        .flatMap(([, name, body = ""]) => {
          const found = [
            ...body.matchAll(/(?:^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?:readonly )?(\w+)(\?)?:/gm),
          ];
          return found.map(([, comment = "", field = "", mark]) => ({
            place: `${path} ${name}.${field}`,
            name: field,
            optional: mark !== undefined,
            comment,
          }));
        });
    });
}

const withoutDocs = new Set([
  // A plain record of a set, which functionSet() makes and nobody writes.
  "kit/spec/function-set.ts SetSpec",
]);

describe("documentation of public arguments", () => {
  const all = fields().filter(({ place }) => !withoutDocs.has(place.replace(/\.\w+$/, "")));

  it("is there for every field", () => {
    const bare = all.filter(({ comment }) => comment.trim() === "");

    assert.ok(all.length > 60);
    assert.deepEqual(
      bare.map(({ place }) => place),
      [],
    );
  });

  it("states the default of every optional field", () => {
    const silent = all.filter(({ optional, comment }) => optional && !comment.includes("@default"));

    assert.deepEqual(
      silent.map(({ place }) => place),
      [],
    );
  });

  it("states the defaults that the code has", () => {
    const expected: Readonly<Record<string, string>> = { ...functionDefaults, ...httpDefaults };
    const stated = all.filter(({ name, comment }) => name in expected && /@default "/.test(comment));
    const wrong = stated.filter(({ name, comment }) => !comment.includes(`@default "${expected[name]}"`));

    assert.ok(stated.length >= 6);
    assert.deepEqual(
      wrong.map(({ place }) => place),
      [],
    );
  });
});
