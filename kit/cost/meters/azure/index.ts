import type { MeteredType } from "../contract.ts";

/** What is paid for on Azure. */
export const azure: readonly MeteredType[] = [];
