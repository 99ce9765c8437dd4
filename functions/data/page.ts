/** A part of a list, and where the next one begins. */
export interface PageOf<T> {
  readonly items: readonly T[];
  /** @default this is the last one */
  readonly next?: string;
}

/** How many of a list, and from where. */
export interface PageWish {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
