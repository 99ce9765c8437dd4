/** A KB of Cloudflare's is 1,000 bytes: https://developers.cloudflare.com/queues/platform/pricing/ */
export const gigabytes = (kilobytes: number): number => kilobytes / 1_000_000;
