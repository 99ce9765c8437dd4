/** What costs nothing itself on Google Cloud, by the pages that say so. */
export const freeGcp: readonly string[] = [];
