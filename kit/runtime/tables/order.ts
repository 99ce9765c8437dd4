/** Texts in the order of their UTF-8 bytes, which is that of their code points, and not of JavaScript's strings. */
export function inByteOrder(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) return a.length - b.length;
  const next = b[at];
  return next === undefined ? 1 : (a[at]?.codePointAt(0) ?? 0) - (next.codePointAt(0) ?? 0);
}
