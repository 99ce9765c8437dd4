import { table, type } from "fourfold";
import { deployNotes } from "./deployed.ts";
import { more, type Note, notes } from "./set.ts";

const options = { ...more, expires: "ends" } as const;

/** As `changed.ts`, with an expiry by another property. */
export const { urls, handles } = deployNotes({ ...notes, resources: { notes: table(type<Note>(), options) } });
