import { functionSet, table, type } from "fourfold";

export interface Note {
  readonly owner: string;
  readonly id: string;
  readonly text: string;
  readonly until?: number;
  readonly ends?: number;
}

/** What the table has after a while: an index more, and a counter. */
export const more = {
  key: ["owner", "id"],
  indexes: { byText: "text", byOwner: ["text", "owner"] },
  counters: ["reads"],
} as const;

/** A table, and a function that writes and reads it. */
export const notes = functionSet("notes", {
  root: import.meta.url,
  resources: { notes: table(type<Note>(), { key: ["owner", "id"], indexes: { byText: "text" } }) },
  functions: { desk: { handler: "./handlers/desk.ts", http: true, links: { notes: ["read", "write"] } } },
  exports: { notes: ["read"] },
});
