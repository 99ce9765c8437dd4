import { hoursPerMonth } from "../prices/allowances.ts";

/** The seconds of a month. */
export const secondsPerMonth = hoursPerMonth * 3_600;

/** As how many something counts that is paid for in pieces of a size: as one at least. */
export const pieces = (size: number, piece: number): number => Math.max(1, Math.ceil(size / piece));
