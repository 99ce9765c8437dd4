/** Crockford's letters, whose order is that of their values: no I, L, O and U, which are mistaken for others or offend. */
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * An id that sorts by time, to the millisecond: a ULID, 10 letters of time and 16 at random, so that nobody meets or guesses another's.
 * https://github.com/ulid/spec
 */
export function timeId(now = Date.now()): string {
  const time = Array.from({ length: 10 }, (_, at) => letters[Math.floor(now / 32 ** (9 - at)) % 32]);
  const random = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => letters[byte % 32]);
  return [...time, ...random].join("");
}
