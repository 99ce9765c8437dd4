/** How many names are told. */
const most = 3;

/** Names as a part of a sentence: all of them, or the first ones and how many others there are. */
export const listed = (names: readonly string[]): string =>
  names.length <= most + 1 ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
