import type { ScannerName } from "./contract.ts";
import type { Difference, Kind } from "./differences.ts";

/** What is decided about differences. */
export interface Decision {
  readonly scanner: ScannerName;
  readonly kind: Kind;
  readonly about: readonly string[];
  /** Why nothing is changed for it, as a sentence. */
  readonly why: string;
}

export function decisionOn({ scanner, kind, about }: Difference, all: readonly Decision[]): Decision | undefined {
  return all.find((one) => one.scanner === scanner && one.kind === kind && one.about.includes(about));
}

/** Differences without a decision, and decisions without a difference of a scanner that was asked. */
export function undecided(
  differences: readonly Difference[],
  decided: readonly Decision[],
  asked: readonly ScannerName[],
): readonly string[] {
  const open = differences
    .filter((one) => decisionOn(one, decided) === undefined)
    .map(({ scanner, kind, about, title, types }) => {
      return `${scanner}, ${kind}: ${about}${title === "" ? "" : ` (${title})`} on ${types.join(", ") || "nothing"}: nobody has decided about it`;
    });
  const gone = decided
    .filter(({ scanner }) => asked.includes(scanner))
    .flatMap(({ scanner, kind, about }) =>
      about
        .filter(
          (name) => !differences.some((one) => one.scanner === scanner && one.kind === kind && one.about === name),
        )
        .map(
          (name) =>
            `${scanner}, ${kind}: ${name} does not differ any more; take it out of tools/peers/scanners/decided`,
        ),
    );
  return [...open, ...gone];
}
