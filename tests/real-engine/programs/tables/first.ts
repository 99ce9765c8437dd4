import { deployNotes } from "./deployed.ts";
import { notes } from "./set.ts";

export const { urls, handles } = deployNotes(notes);
