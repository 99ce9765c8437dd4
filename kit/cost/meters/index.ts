import { aws } from "./aws/index.ts";
import type { MeteredType } from "./contract.ts";

/** What is paid for, by type token. */
export const meters: ReadonlyMap<string, MeteredType> = new Map([...aws].map((metered) => [metered.type, metered]));
