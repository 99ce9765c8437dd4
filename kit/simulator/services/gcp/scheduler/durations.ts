/** The seconds of a duration as Google's APIs write it: `"3.5s"`. Undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const [, number] = /^(\d+(?:\.\d{1,9})?)s$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}
