import { deployNotes } from "./deployed.ts";
import { archive } from "./renamed-set.ts";

/** As `renamed.ts`, and not to be deleted. */
export const { urls, handles } = deployNotes(archive, "protect");
