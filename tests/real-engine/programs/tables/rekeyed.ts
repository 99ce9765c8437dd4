import { table, type } from "fourfold";
import { deployNotes } from "./deployed.ts";
import { type Note, notes } from "./set.ts";

/** As `first.ts`, with another key. */
export const { urls } = deployNotes({
  ...notes,
  resources: { notes: table(type<Note>(), { key: ["owner", "text"] }) },
});
