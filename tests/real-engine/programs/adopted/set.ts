import { functionSet, secret, table, type } from "fourfold";

export interface Note {
  readonly id: string;
}

/** What is adopted, and a function that shows that it is the same. */
export const archive = functionSet("archive", {
  root: import.meta.url,
  resources: { notes: table(type<Note>(), { key: "id" }), partner: secret({ later: true }) },
  functions: {
    desk: { handler: "./handlers/desk.ts", http: true, links: { notes: ["read", "write"], partner: ["read"] } },
  },
  exports: { notes: ["read"], partner: ["read"] },
});
