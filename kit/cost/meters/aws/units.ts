/** AWS counts 1,024 KB as a MB, and 1,024 MB as a GB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html */
export const gigabytes = (kilobytes: number): number => kilobytes / 1_024 ** 2;
