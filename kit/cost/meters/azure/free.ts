/** What costs nothing itself on Azure, by the pages that say so. */
export const freeAzure: readonly string[] = [];
