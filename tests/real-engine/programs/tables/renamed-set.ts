import { functionSet, table, type } from "fourfold";
import type { Note } from "./set.ts";

/** As `changed.ts`, with other names for all that has one. */
export const archive = functionSet("archive", {
  root: import.meta.url,
  resources: {
    papers: table(type<Note>(), {
      key: ["owner", "id"],
      indexes: { byText: "text", byOwner: ["text", "owner"] },
      counters: ["reads"],
      expires: "until",
      was: ["notes"],
    }),
  },
  functions: {
    archivist: { handler: "./handlers/archivist.ts", http: true, links: { papers: ["read", "write"] }, was: ["desk"] },
  },
  exports: { papers: ["read"] },
});
