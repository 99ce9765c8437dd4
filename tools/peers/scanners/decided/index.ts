import type { Decision } from "../decisions.ts";

/** What is decided about differences. A decision that is not needed any more fails the command, as does one that is missing. */
export const decided: readonly Decision[] = [];
