/** Under which conditions a request is done. ETags are compared as they are written, with their quotes. */
export interface Preconditions {
  /** One of these ETags must be the object's; `*`: there must be an object. */
  readonly ifMatch?: readonly string[] | undefined;
  /** None of these may be the object's; `*`: there must be no object. */
  readonly ifNoneMatch?: readonly string[] | undefined;
  /** Epoch milliseconds. Seconds are compared, because headers have no more. */
  readonly ifModifiedSince?: number | undefined;
  /** The same. */
  readonly ifUnmodifiedSince?: number | undefined;
}

/** `failed` is 412. `unmodified` is 304 for a request that reads, and 412 for others. */
export type PreconditionResult = "met" | "failed" | "unmodified";

/** What is compared of an object. */
interface Validators {
  readonly etag: string;
  readonly modified: number;
}

/**
 * Tests conditions in the order that HTTP gives them, where ETags count more than times.
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 *
 * @param current - The object as it is, `undefined` where there is none.
 */
export function testPreconditions(conditions: Preconditions, current: Validators | undefined): PreconditionResult {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const has = (etags: readonly string[]): boolean =>
    current !== undefined && (etags.includes("*") || etags.includes(current.etag));
  const isModifiedAfter = (time: number): boolean =>
    current !== undefined && Math.floor(current.modified / 1_000) > Math.floor(time / 1_000);

  if (ifMatch !== undefined && !has(ifMatch)) return "failed";
  if (ifMatch === undefined && ifUnmodifiedSince !== undefined && isModifiedAfter(ifUnmodifiedSince)) return "failed";
  if (ifNoneMatch !== undefined) return has(ifNoneMatch) ? "unmodified" : "met";
  const isUnmodified = ifModifiedSince !== undefined && current !== undefined && !isModifiedAfter(ifModifiedSince);
  return isUnmodified ? "unmodified" : "met";
}
