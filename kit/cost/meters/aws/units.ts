import { hoursPerMonth } from "../../prices/allowances.ts";

/** The seconds of a month. */
export const secondsPerMonth = hoursPerMonth * 3_600;

/** AWS counts 1,024 KB as a MB, and 1,024 MB as a GB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html */
export const gigabytes = (kilobytes: number): number => kilobytes / 1_024 ** 2;

/** As how many something counts that is paid for in pieces of a size: as one at least. */
export const pieces = (size: number, piece: number): number => Math.max(1, Math.ceil(size / piece));
