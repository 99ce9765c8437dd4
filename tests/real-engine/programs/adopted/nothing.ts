import { foundation } from "./deployed.ts";

/** The set is gone from the program. What keeps data is still in the cloud. */
export const { handle } = foundation;
