/** How many functions are measured at once, and how often: what is large takes long, and scatters less. */
export interface Size {
  readonly functions: number;
  readonly rounds: number;
}

const sizes: readonly Size[] = [
  { functions: 10, rounds: 7 },
  { functions: 100, rounds: 5 },
  { functions: 1_000, rounds: 3 },
];

/** @param quick without what takes minutes */
export function sizesFor(quick: boolean): readonly Size[] {
  return quick ? sizes.slice(0, 2).map(({ functions }) => ({ functions, rounds: 3 })) : sizes;
}

/** `1,000 functions` */
export function titleOf({ functions }: Size): string {
  return `${functions.toLocaleString("en-US")} functions`;
}
