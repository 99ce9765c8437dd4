import assert from "node:assert/strict";
import { type Interfaces, requireShape } from "fourfold";
import { nearest } from "../../kit/spec/shapes/nearest.ts";
import { refuses } from "../support/refuses.ts";

const interfaces: Interfaces = {
  House: {
    doors: { is: "number", required: true },
    street: { is: { later: "string" }, required: true },
    heating: { is: { either: [{ of: "Heating" }, { oneOf: [true] }] } },
    colour: { is: { oneOf: ["red", "green"] } },
    rooms: { is: { list: { of: "Room" } } },
    labels: { is: { map: { later: "string" } } },
    neighbour: { is: { later: { of: "House" } } },
    extra: { is: "anything" },
    floors: { is: { map: { of: "Room" } } },
    changes: { is: { map: { of: "Heating" } } },
  },
  Heating: { source: { is: "string" }, degrees: { is: "number" } },
  Room: { name: { is: "string", required: true } },
};

class Later {}
const isLater = (value: unknown) => value instanceof Later;
const house = { doors: 1, street: "Main Street" };

function build(changes: object): void {
  requireShape({ ...house, ...changes }, "House", { interfaces, isLater }, "ERR_ARGUMENT", "House");
}

describe("a value of an interface", () => {
  const right: readonly object[] = [
    {},
    { heating: true },
    { heating: { source: "sun", degrees: 20 } },
    { heating: undefined, colour: "red", rooms: [{ name: "hall" }], labels: { a: "b" }, extra: () => {} },
    { street: new Later(), labels: { a: new Later() }, neighbour: new Later() },
    // Members that may be empty may be left open.
    { labels: { a: undefined }, changes: { attic: undefined } },
    // What is in an input is an input, too.
    { neighbour: { ...house, doors: new Later() } },
  ];
  for (const changes of right) {
    it(`is accepted with ${Object.keys(changes).join(", ") || "what is required"}`, () => build(changes));
  }

  const wrong: Readonly<Record<string, readonly [changes: object, message: string]>> = {
    "a misspelt property": [{ color: "red" }, 'it has no property "color". Did you mean "colour"?'],
    "a property that is like none": [
      { garden: 1 },
      'it has no property "garden". There are doors, street, heating, colour, rooms, labels, neighbour, extra, floors, changes.',
    ],
    "a property of what every object has": [{ toString: 1 }, 'it has no property "toString". There are'],
    "a member that is nothing and must have something": [
      { floors: { attic: undefined } },
      "`floors.attic` is undefined, not an object. Pass an object.",
    ],
    "a misspelt property below": [
      { heating: { sourse: "sun" } },
      '`heating` has no property "sourse". Did you mean "source"?',
    ],
    "a wrong type below": [
      { heating: { degrees: "20" } },
      "`heating.degrees` is a string, not a number. Pass a number.",
    ],
    "a wrong type of either": [
      { heating: "yes" },
      "`heating` is a string, not an object or true. Pass an object or true.",
    ],
    "a wrong type in a list": [
      { rooms: [{ name: "hall" }, { name: 7 }] },
      "`rooms[1].name` is a number, not a string. Pass a string.",
    ],
    "a wrong type in a map": [{ labels: { a: 7 } }, "`labels.a` is a number, not a string. Pass a string."],
    "a list for an object": [{ labels: ["a"] }, "`labels` is a list, not an object. Pass an object."],
    null: [{ doors: null }, "`doors` is null, not a number. Pass a number."],
    "a misspelt choice": [{ colour: "gren" }, '`colour` is "gren". Did you mean "green"? Use one of red, green.'],
    "another type than the choices": [
      { colour: 7 },
      '`colour` is a number, not "red" or "green". Pass "red" or "green".',
    ],
    "an output where a value must be known": [
      { doors: new Later() },
      "`doors` is an output, which is known later, not a number. Pass a number.",
    ],
  };
  for (const [what, [changes, message]] of Object.entries(wrong)) {
    it(`is refused for ${what}`, () => {
      const error = refuses("ERR_ARGUMENT", /./, () => build(changes));

      assert.ok(error.message.startsWith(`House: ${message}`), error.message);
    });
  }

  it("is refused for everything at once", () => {
    const error = refuses("ERR_ARGUMENT", /./, () =>
      requireShape({ heating: { a: 1 }, rooms: [{}], colour: 1 }, "House", { interfaces }, "ERR_ARGUMENT", "House"),
    );

    assert.match(
      error.message,
      /`doors`, `street` are missing; `heating` has no property "a"; `colour` is a number, not/,
    );
    assert.match(error.message, /`rooms\[0\]\.name` is missing\. Pass `doors`, `street`\. There are source, degrees\./);
  });

  it("is refused without saying what a value is: it may be a secret", () => {
    const error = refuses("ERR_ARGUMENT", /`doors` is a string/, () => build({ doors: "sk_live_1" }));

    assert.doesNotMatch(error.message, /sk_live/);
  });

  for (const nothing of [undefined, null, 7, "house", [], () => {}, new Later()]) {
    it(`is refused when it is ${String(nothing)}`, () => {
      refuses("ERR_ARGUMENT", /^House: it is .* Pass an object\./, () =>
        requireShape(nothing, "House", { interfaces, isLater }, "ERR_ARGUMENT", "House"),
      );
    });
  }
});

describe("the nearest name", () => {
  const names = ["streaming", "cors", "maxBody", "tags", "logRetention", "functions", "project"];

  for (const [written, meant] of [
    ["streeming", "streaming"],
    ["tagz", "tags"],
    ["logRetonten", "logRetention"],
    ["function", "functions"],
    ["projekt", "project"],
    ["tgas", "tags"],
    ["MAXBODY", "maxBody"],
    ["memory", undefined],
    ["", undefined],
    ["x".repeat(10_000), undefined],
  ] as const) {
    it(`of ${JSON.stringify(written.slice(0, 20))} is ${meant ?? "none"}`, () => {
      assert.equal(nearest(written, names), meant);
    });
  }
});
