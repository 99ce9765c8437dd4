/** The attribute that our messages carry too: what a consumer tells the same message by when it comes again. */
export const attribute = "envelope";

export const envelope = (): string => JSON.stringify({ id: crypto.randomUUID(), sent: Date.now() });
