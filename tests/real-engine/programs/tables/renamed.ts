import { deployNotes } from "./deployed.ts";
import { archive } from "./renamed-set.ts";

export const { urls, handles } = deployNotes(archive);
