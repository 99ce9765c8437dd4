/** What costs nothing itself on Cloudflare, by the pages that say so. */
export const freeCloudflare: readonly string[] = [];
