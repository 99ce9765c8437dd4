/** The local addresses in what `dev` prints. */
export const addressesIn = (text: string): readonly string[] => [...new Set(text.match(/http:\/\/127\.0\.0\.1:\d+/g))];
