/**
 * By how many letters two words differ: inserted, left out or replaced, or two neighbours swapped.
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
 */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const changed = at(row - 1, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped ? at(row - 2, column - 2) + 1 : changed;
      rows[row]?.push(Math.min(changed, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1));
    }
  }
  return at(one.length, other.length);
}

/** The longest word that is compared: a longer one is not a misspelt name. */
const longest = 64;

/** What was probably meant: the name that differs least, by a third of its letters at most. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  const candidates = names.map((name) => ({ name, differs: distance(word.toLowerCase(), name.toLowerCase()) }));
  const [best] = candidates.toSorted((a, b) => a.differs - b.differs);
  return best !== undefined && best.differs <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
}
