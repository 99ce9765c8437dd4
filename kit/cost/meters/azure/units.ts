/** Azure counts 1,024 MB as a GB: https://azure.microsoft.com/pricing/details/functions/. So do the sizes in KB that people give. */
export const gigabytes = (kilobytes: number): number => kilobytes / 1_024 ** 2;
