import { functionSet, table, type } from "fourfold";
import type { Note } from "./set.ts";

/** Another team's set, which knows the notes by their handle only. */
export const mail = functionSet("mail", {
  root: import.meta.url,
  resources: {
    letters: table(type<Note>(), { key: ["owner", "id"], indexes: { byText: "text" }, owned: false }),
  },
  functions: { clerk: { handler: "./handlers/clerk.ts", http: true, links: { letters: ["read", "write"] } } },
});
