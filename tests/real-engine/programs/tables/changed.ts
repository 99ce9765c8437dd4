import { table, type } from "fourfold";
import { deployNotes } from "./deployed.ts";
import { more, type Note, notes } from "./set.ts";

const options = { ...more, expires: "until" } as const;

/** As `first.ts`, with an index more, a counter, and an expiry. */
export const { urls, handles } = deployNotes({ ...notes, resources: { notes: table(type<Note>(), options) } });
