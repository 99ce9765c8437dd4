import { type Case, constant, itIsMadeAgainWhen, takesAll } from "./cases.ts";

const cases: Readonly<Record<string, Case>> = {
  "a file is added to a folder that an import takes as a whole": {
    files: {
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/fr.json", '{ "text": "bonjour" }'),
    after: "bonjour",
  },
  "a file of such a folder changes": {
    files: {
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/de.json", '{ "text": "guten Abend" }'),
    after: "guten Abend",
  },
  "a file is added in a new folder below it": {
    files: {
      "src/greeting.ts": takesAll(".ts"),
      "src/locales/a/de.ts": constant("text", "guten Morgen"),
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/b/fr.ts", constant("text", "bonjour")),
    after: "bonjour",
  },
  "a file changes that one of such a folder imports": {
    files: {
      "src/greeting.ts": takesAll(".ts"),
      "src/locales/de.ts": 'export { text } from "../words.ts";\n',
      "src/words.ts": constant("text", "guten Morgen"),
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/words.ts", constant("text", "guten Abend")),
    after: "guten Abend",
  },
  "the first file appears in such a folder": {
    files: {
      "src/greeting.ts": `export const greeting = String((language) => {
        try { return require("./locales/" + language + ".json"); } catch { return "none yet"; }
      });`,
      "src/locales/README.md": "Here are texts.",
    },
    before: "none yet",
    change: ({ write }) => write("src/locales/de.json", '{ "text": "guten Morgen" }'),
    after: "guten Morgen",
  },
};

describe("a bundle is made again when what an import takes as a whole changes:", () => {
  itIsMadeAgainWhen(cases);
});
