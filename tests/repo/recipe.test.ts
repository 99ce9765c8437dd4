import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { propertyTables } from "../../tools/properties/write.ts";
import { type Source, sources } from "./source.ts";

/** How many existing files a trigger may touch. */
const most = 10;

/** The triggers whose name is only theirs. HTTP is also what half of the project speaks. */
const triggers = readdirSync("kit/spec/triggers", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "http")
  .map(({ name }) => name);

const generated = propertyTables.map(({ file }) => file);

/**
 * Where a new trigger would be added to what is there. Not in the simulator and in what things cost, which know vendors'
 * services and not our triggers; what is written from interfaces nobody edits; the rest says something about triggers and need not know them.
 */
const code = sources().filter(
  ({ path }) =>
    /^(?:index\.ts|(?:components|kit|tools)\/)/.test(path) &&
    !/^kit\/(?:simulator|cost)\//.test(path) &&
    !generated.includes(path),
);

/** The identifiers of a file and its texts, apart from sentences: what it does, and not what it says. */
function wordsOf({ path, text }: Source): readonly string[] {
  const words: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === "object") walk(value);
      else if (typeof value === "string" && (key === "name" || key === "value") && !/\s/.test(value)) words.push(value);
    }
  };
  walk(parseSync(path, text).program);
  return words;
}

/** `schedule` itself, `scheduleTimeouts`, `Schedules`, `./schedule/index.ts`; not `scheduledTime`. */
function names(file: Source, trigger: string): boolean {
  const capital = `${trigger.charAt(0).toUpperCase()}${trigger.slice(1)}`;
  const name = new RegExp(`(?:(?<![A-Za-z])${trigger}|${capital})s?(?![a-z])`);
  return wordsOf(file).some((word) => name.test(word));
}

/** What a trigger brings along that is not named after it: the resources that its functions process, and what they are made of. */
const companions: Readonly<Record<string, readonly string[]>> = {
  consumes: ["queue", "topic", "delivery", "message", "consumed"],
};

/** `components/schedule/aws.ts`, `components/triggers/schedule.ts`, `components/function-set/schedules.ts`. */
const isOwn = (path: string, trigger: string): boolean =>
  [trigger, ...(companions[trigger] ?? [])].some((word) => new RegExp(`(?:/|-)${word}s?(?:/|-|\\.)`).test(path));

/** The existing files that know a trigger. */
function touchedBy(trigger: string): readonly string[] {
  return code.filter((file) => !isOwn(file.path, trigger) && names(file, trigger)).map(({ path }) => path);
}

/** The files that the recipe names after "Line:" or "Lines:". */
function listedFiles(): readonly string[] {
  const [, recipe = ""] = /^## Add a capability$([\s\S]*?)^## /m.exec(readFileSync("CONTRIBUTING.md", "utf8")) ?? [];
  const lists = [...recipe.matchAll(/\bLines?: ([\s\S]*?)(?=\n\n|\n +- |\n\d+\. |$)/g)].map(([, list = ""]) => list);
  const quoted = lists.flatMap((list) => [...list.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text));
  return quoted.filter((text) => text.includes("/") && !(existsSync(text) && statSync(text).isDirectory()));
}

describe("the recipe for a trigger", () => {
  it(`lists at most ${most} existing files, which there are`, () => {
    const listed = listedFiles();

    const counted = `${listed.length} files, and a trigger may touch ${most}: find what they need from \`triggers\` instead.`;
    assert.ok(listed.length <= most, counted);
    assert.deepEqual(
      listed.filter((path) => !existsSync(path)),
      [],
    );
  });

  it("counts what knows a trigger, and not what only speaks of one", () => {
    const known = [
      "const scheduleTimeouts = 1;",
      'import "../schedule/index.ts";',
      'if (trigger === "schedule") run();',
    ];
    const spoken = [
      "// A schedule.",
      "const scheduledTime = 1;",
      'const text = "its schedule is late";',
      "reschedule();",
    ];

    for (const text of known) assert.equal(names({ path: "a.ts", text }, "schedule"), true, text);
    for (const text of spoken) assert.equal(names({ path: "a.ts", text }, "schedule"), false, text);
  });

  for (const trigger of triggers) {
    it(`lists every file outside of its own that knows the trigger ${trigger}`, () => {
      const unlisted = touchedBy(trigger).filter((path) => !listedFiles().includes(path));

      const advice =
        `These know the trigger ${trigger}, and "Add a capability" in CONTRIBUTING.md does not list them. Let them find ` +
        `triggers in kit/spec/triggers/index.ts, move what is about it to a file named after it, or, where a line must be ` +
        `here, list the file there`;
      assert.deepEqual(unlisted, [], advice);
    });
  }

  it("lists no file that knows no trigger", () => {
    const touched = triggers.flatMap(touchedBy);

    assert.deepEqual(
      listedFiles().filter((path) => !touched.includes(path)),
      [],
    );
  });
});
