/** What a call of a vendor's API, or a provider, is given. */
export type Input = Readonly<Record<string, unknown>>;
