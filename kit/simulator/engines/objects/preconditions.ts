/** The conditions under which a request is carried out. ETags are compared as they are written, with their quotes. */
export interface Preconditions {
  /** One of these ETags must be the object's; `*`: the object must exist. */
  readonly ifMatch?: readonly string[] | undefined;
  /** None of these may be the object's; `*`: the object must not exist. */
  readonly ifNoneMatch?: readonly string[] | undefined;
  /** Epoch milliseconds. Compared in seconds, because headers are no more precise. */
  readonly ifModifiedSince?: number | undefined;
  /** The same. */
  readonly ifUnmodifiedSince?: number | undefined;
}

/** `failed` is 412. `unmodified` is 304 for a request that reads, and 412 for others. */
export type PreconditionResult = "met" | "failed" | "unmodified";

/** The properties of an object that are compared. */
interface Validators {
  readonly etag: string;
  readonly modified: number;
}

/**
 * Tests conditions in the order that HTTP defines, in which ETags take precedence over times.
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 *
 * @param current - The object, or `undefined` if it does not exist.
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
