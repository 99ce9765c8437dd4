/** Texts in the order of their UTF-8 bytes, which is that of their code points, and not of JavaScript's strings. */
export function inByteOrder(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) return a.length - b.length;
  const next = b[at];
  return next === undefined ? 1 : (a[at]?.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0);
}

/** The first of the texts that come after all that begin with a prefix. @returns nothing where all texts come before it */
export function endOfPrefix(prefix: string): string | undefined {
  const letters = [...prefix];
  for (let last = letters.pop(); last !== undefined; last = letters.pop()) {
    const code = last.codePointAt(0) ?? 0;
    // Between U+D7FF and U+E000 are the halves of surrogate pairs, which are not letters.
    if (code < 0x10ffff) return letters.join("") + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1);
  }
  return undefined;
}
