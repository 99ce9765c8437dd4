import { functionSet, table, type } from "fourfold";
import { more, type Note } from "./set.ts";

/** As `ending.ts`, with other names for all that has one. */
export const archive = functionSet("archive", {
  root: import.meta.url,
  resources: {
    papers: table(type<Note>(), { ...more, expires: "ends", was: ["notes"] }),
  },
  functions: {
    archivist: { handler: "./handlers/archivist.ts", http: true, links: { papers: ["read", "write"] }, was: ["desk"] },
  },
  exports: { papers: ["read"] },
});
