import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { parseSync } from "oxc-parser";
import { propertyTables } from "../../tools/properties/write.ts";
import { type Source, sources } from "./source.ts";

type Capability = "trigger" | "resource";

/** What the recipe may list for a capability, and how it is found out whether it lists everything. */
interface Recipe {
  /** How many existing files one may touch. */
  readonly most: number;
  /** Those that there are, as far as their name is only theirs. */
  readonly names: readonly string[];
  /** What one brings along that is not named after it. */
  readonly companions: Readonly<Record<string, readonly string[]>>;
  /** Where the word means something else. */
  readonly namesakes: Readonly<Record<string, RegExp>>;
  /** Lines that are in a vendor's words. */
  readonly unnamed: readonly string[];
  /** Whether an identifier or a text of a file names one. */
  pattern(name: string): RegExp;
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const recipes: Readonly<Record<Capability, Recipe>> = {
  trigger: {
    most: 10,
    // HTTP is also what half of the project speaks.
    names: readdirSync("kit/spec/triggers", { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "http")
      .map(({ name }) => name),
    companions: { consumes: ["queue", "topic", "delivery", "message", "consumed"] },
    namesakes: {},
    unnamed: [],
    /** `schedule` itself, `scheduleTimeouts`, `Schedules`, `./schedule/index.ts`; not `scheduledTime`. */
    pattern: (name) => new RegExp(`(?:(?<![A-Za-z])${name}|${capital(name)})s?(?![a-z])`),
  },
  resource: {
    most: 15,
    // Queues and topics came with what consumes them, and a param is what there was before there were resources.
    names: ["secret", "table"],
    companions: { table: ["database"] },
    namesakes: {
      // Secrets of Pulumi's and of those who use a command; those that tokens are signed with; texts that look like one.
      secret:
        /^components\/function\/|^kit\/cli\/(?:cost|credentials|dev|types)\/|^kit\/runtime\/(?:tokens|triggers)\/|^kit\/spec\/index\.ts|^kit\/testing\/evaluate\.ts|^tools\//,
      // Those of which lines are made.
      table: /^kit\/(?:bundler|cli)\/|^kit\/spec\/triggers\/schedule\/|^tools\//,
    },
    // Cloudflare's bindings, and Azure's roles.
    unnamed: ["components/links/contribution.ts", "tools/tables/grant.ts"],
    /** `secret` and `secrets` themselves, `SetSecretArgs`, `../secrets/index.ts`; not `isSecret` or `SecretAccessKey`. */
    pattern: (name) =>
      new RegExp(
        `^(?:${name}s?|(?:Set)?${capital(name)}s?(?:(?:Source|Layout)?Args|Components|Faces|Nodes|Options|Resource|Transform)?|\\.{1,2}/.*\\b${name}s?(?:/[\\w-]+)?\\.ts)$`,
      ),
  },
};

const capabilities = Object.keys(recipes) as readonly Capability[];
const generated = propertyTables.map(({ file }) => file);

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

/**
 * Where a capability would be added to what is there. Not in the simulator and in what things cost, which know vendors' services
 * and not our triggers and resources, nor in what tries other capabilities; what is written from interfaces nobody edits; the rest
 * says something about capabilities and need not know them.
 */
const code = sources()
  .filter(
    ({ path }) =>
      /^(?:index\.ts|(?:components|kit|tools)\/)/.test(path) &&
      !/^kit\/(?:simulator|cost|engine)\/|^kit\/conformance\/\w+\/|^tools\/peers\//.test(path) &&
      !generated.includes(path),
  )
  .map((file) => ({ path: file.path, words: wordsOf(file) }));

function knows(words: readonly string[], capability: Capability, name: string): boolean {
  const pattern = recipes[capability].pattern(name);
  return words.some((word) => pattern.test(word));
}

/** `components/schedule/aws.ts`, `components/triggers/schedule.ts`, `components/function-set/schedules.ts`. */
const isOwn = (path: string, capability: Capability, name: string): boolean =>
  [name, ...(recipes[capability].companions[name] ?? [])].some((word) =>
    new RegExp(`(?:/|-)${word}s?(?:/|-|\\.)`).test(path),
  );

/** The existing files that know one. */
function touchedBy(capability: Capability, name: string): readonly string[] {
  const { [name]: namesakes = /(?!)/ } = recipes[capability].namesakes;
  return code
    .filter(({ path }) => !isOwn(path, capability, name) && !namesakes.test(path))
    .filter(({ words }) => knows(words, capability, name))
    .map(({ path }) => path);
}

/** The files that the recipe names after "Line:" or "Lines:", in items for everything and in those for a capability. */
function listedFiles(capability: Capability): readonly string[] {
  const [, recipe = ""] = /^## Add a capability$([\s\S]*?)^## /m.exec(readFileSync("CONTRIBUTING.md", "utf8")) ?? [];
  const items = recipe.split(/\n(?= +- |\d+\. )/);
  const others = capabilities.filter((other) => other !== capability);
  const own = items.filter((item) => !others.some((other) => new RegExp(`^ +- A ${other}\\b`).test(item)));
  const lists = own.flatMap((item) => [...item.matchAll(/\bLines?: ([\s\S]*)/g)].map(([, list = ""]) => list));
  const quoted = lists.flatMap((list) => [...list.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text));
  const files = quoted.filter((text) => text.includes("/") && !(existsSync(text) && statSync(text).isDirectory()));
  return [...new Set(files)];
}

describe("the recipe for a capability", () => {
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

    const doesKnow = (text: string) => knows(wordsOf({ path: "a.ts", text }), "trigger", "schedule");
    for (const text of known) assert.equal(doesKnow(text), true, text);
    for (const text of spoken) assert.equal(doesKnow(text), false, text);
  });

  it("counts what knows a resource, and not what has a word of it", () => {
    const known = [
      'import { secret } from "./a.ts";',
      'import "./secrets/kind.ts";',
      "type A = SetSecretArgs;",
      "const { secrets } = args;",
    ];
    const spoken = ["// A secret.", "isSecret();", 'const text = "a secret of the set";', "const secretAccessKey = 1;"];

    const doesKnow = (text: string) => knows(wordsOf({ path: "a.ts", text }), "resource", "secret");
    for (const text of known) assert.equal(doesKnow(text), true, text);
    for (const text of spoken) assert.equal(doesKnow(text), false, text);
  });

  for (const capability of capabilities) {
    const { most, names, unnamed } = recipes[capability];

    it(`lists at most ${most} existing files for a ${capability}, which there are`, () => {
      const listed = listedFiles(capability);

      const counted = `${listed.length} files, and a ${capability} may touch ${most}: find what they need in a list of its kind instead.`;
      assert.ok(listed.length <= most, counted);
      assert.deepEqual(
        listed.filter((path) => !existsSync(path)),
        [],
      );
    });

    for (const name of names) {
      it(`lists every file outside of its own that knows the ${capability} ${name}`, () => {
        const listed = listedFiles(capability);
        const unlisted = touchedBy(capability, name).filter((path) => !listed.includes(path));

        const advice =
          `These know the ${capability} ${name}, and "Add a capability" in CONTRIBUTING.md does not list them. Let them find ` +
          "what they need in kit/spec/triggers/index.ts or kit/spec/resources/index.ts, move what is about it to a file named " +
          "after it, or, where a line must be here, list the file there";
        assert.deepEqual(unlisted, [], advice);
      });
    }

    it(`lists no file that knows no ${capability}`, () => {
      const touched = [...unnamed, ...names.flatMap((name) => touchedBy(capability, name))];

      assert.deepEqual(
        listedFiles(capability).filter((path) => !touched.includes(path)),
        [],
      );
    });
  }
});
