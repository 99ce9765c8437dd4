/** What every cloud stores with an object and returns as headers. */
export interface ObjectDescription {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  /** The user's own, by name. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** An object in a bucket. Times are epoch milliseconds. */
export interface StoredObject {
  readonly bucket: string;
  readonly name: string;
  /** The hash of its bytes in {@link Code}. */
  readonly content: string;
  readonly size: number;
  /** MD5 of its bytes, in Base64. */
  readonly md5: string;
  readonly description: ObjectDescription;
  /** Grows with each new content, and is never used twice: microseconds, as long as the clock advances. */
  readonly generation: number;
  /** Counts the descriptions of this generation, from 1. */
  readonly revision: number;
  /** When this generation was put. */
  readonly created: number;
  /** When it was last put or described. */
  readonly modified: number;
}
