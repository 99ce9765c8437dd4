import { table, type } from "fourfold";
import { deployNotes } from "./deployed.ts";
import { more, type Note, notes } from "./set.ts";

/** As `changed.ts`, without an expiry. */
export const { urls, handles } = deployNotes({ ...notes, resources: { notes: table(type<Note>(), more) } });
