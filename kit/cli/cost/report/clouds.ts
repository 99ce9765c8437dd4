import type { Costs } from "../../../cost/costs.ts";
import { documentOf } from "../../../cost/report/document.ts";
import { formatExposed, formatUsd } from "../../../cost/report/format.ts";
import { totalOf } from "../../../cost/report/summary.ts";
import { formatTable } from "../../terminal/table.ts";
import type { OnCloud, Refused } from "../clouds/evaluate.ts";
import { partsOf } from "../clouds/parts.ts";
import { describeShare, formatNotes, type Note, notesOf } from "./notes.ts";

type Found = readonly (OnCloud | Refused)[];

const isMade = (on: OnCloud | Refused): on is OnCloud => "costs" in on;

/** What stands where a cloud has nothing. */
const none = "–";

/** A row with a cell for each cloud. */
const rowOf = (found: Found, name: string, cellOf: (on: OnCloud) => string): readonly string[] => [
  name,
  ...found.map((on) => (isMade(on) ? cellOf(on) : none)),
];

/** All clouds together, for what a reader has to know of all of them. */
function together(made: readonly OnCloud[]): Costs | undefined {
  const [first, ...others] = made.map(({ costs }) => costs);
  return first && others.reduce(add, first);
}

const add = (one: Costs, other: Costs): Costs => ({
  estimate: {
    lines: [...one.estimate.lines, ...other.estimate.lines],
    unpriced: [...one.estimate.unpriced, ...other.estimate.unpriced],
    coverage: {
      known: one.estimate.coverage.known + other.estimate.coverage.known,
      all: one.estimate.coverage.all + other.estimate.coverage.all,
    },
  },
  exposure: {
    ...one.exposure,
    lines: [...one.exposure.lines, ...other.exposure.lines],
    unreadable: [...one.exposure.unreadable, ...other.exposure.unreadable],
  },
});

const refusals = (found: Found): readonly Note[] =>
  found.flatMap((on) => (isMade(on) ? [] : [{ heading: `Not on ${on.cloud}: ${on.why}`, items: [] }]));

/** What sets cost on each cloud, for people. */
export function formatClouds(found: Found): string {
  const made = found.filter(isMade);
  const all = together(made);
  const right = found.map((_, index) => index + 1);
  const table = formatTable(
    [
      ["expected, a month", ...found.map(({ cloud }) => cloud)],
      ...partsOf(made).map(({ name, expected }) =>
        rowOf(found, name, ({ cloud }) => {
          const usd = expected[cloud];
          return usd === undefined ? none : formatUsd(usd);
        }),
      ),
      rowOf(found, "total", ({ costs }) => formatUsd(totalOf(costs).expected)),
      rowOf(found, "at least", ({ costs }) => formatUsd(totalOf(costs).low)),
      rowOf(found, "at the caps, an hour", ({ costs: { exposure } }) =>
        formatExposed(exposure.usdPerHour, exposure.isUnbounded).trim(),
      ),
      rowOf(found, "with a price or free", ({ costs }) => describeShare(costs.estimate.coverage)),
    ],
    right,
  );
  return `${table}\n\n${formatNotes([...refusals(found), ...(all === undefined ? [] : notesOf(all))])}`;
}

/** What sets cost on each cloud, for programs. */
export function describeClouds(found: Found): object {
  const clouds = found.map((on) => [
    on.cloud,
    isMade(on) ? documentOf(on.costs, on.options, "component") : { refused: on.why },
  ]);
  return { currency: "USD", per: "month", parts: partsOf(found.filter(isMade)), clouds: Object.fromEntries(clouds) };
}
