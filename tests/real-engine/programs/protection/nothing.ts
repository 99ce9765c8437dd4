/** A program that wants nothing any more. */
export {};
