import { createSet } from "./set.ts";

/** Lambda ends a function after 15 minutes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const { urls } = createSet({ timeout: "20 minutes" });
