import { table, type } from "fourfold";
import { deployNotes } from "./deployed.ts";
import { type Note, notes } from "./set.ts";

const indexes = { byText: "text", byOwner: ["text", "owner"] } as const;
const options = { key: ["owner", "id"], indexes, counters: ["reads"], expires: "until" } as const;

/** As `first.ts`, with an index more, a counter, and an expiry. */
export const { urls, handles } = deployNotes({ ...notes, resources: { notes: table(type<Note>(), options) } });
