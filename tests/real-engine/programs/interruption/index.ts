import { createSite } from "../shared/everywhere.ts";

/** Making the function takes longest: there is time to interrupt it. */
export const { urls } = createSite("gcp", "hello");
