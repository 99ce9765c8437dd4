import { createSet } from "./set.ts";

/** The test writes the handler: it is no TypeScript. */
export const { urls } = createSet({ handler: "./broken.ts" });
