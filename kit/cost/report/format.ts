/** One for all amounts: to make it takes longer than to format with it. */
const dollars = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const cents = (usd: number): string => `$${dollars.format(usd)}`;

/** Money for people: to the cent, and not as nothing where it is something. */
export const formatUsd = (usd: number): string => (usd > 0 && usd < 0.01 ? "< $0.01" : cents(usd));

/** More or less money: `+$2.69`, `-$0.40`. */
export function formatChange(usd: number): string {
  if (usd === 0) return cents(0);
  const amount = Math.abs(usd) < 0.01 ? "<$0.01" : cents(Math.abs(usd));
  return `${usd > 0 ? "+" : "-"}${amount}`;
}

/** An amount that can be more where nothing bounds a part of it: `$2.69+`. Others end in a space, so that columns stand straight. */
export const formatExposed = (usd: number, isUnbounded: boolean): string =>
  `${formatUsd(usd)}${isUnbounded ? "+" : " "}`;

/** A number of things, with the word for one of them. */
export const counted = (count: number, one: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : `${one}s`}`;
