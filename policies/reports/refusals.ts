import { packages } from "../../kit/cost/resources/types.ts";
import type { Assessment } from "../engine/assess.ts";
import type { Verdict } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";

/** A number of things: `1 finding`, `2 findings`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What is wrong with a budget as a whole, as parts of a sentence. */
export function overspending(
  { spent, exceeded, isTooHeavy, expired }: Assessment,
  { caps, weight }: Settings,
): readonly string[] {
  return [
    ...exceeded.map((severity) => `${severity} findings: ${spent.counts[severity]} of ${caps[severity]}`),
    ...(isTooHeavy ? [`the findings' weight: ${spent.weight} of ${weight}`] : []),
    ...expired.map(({ rule, resource, owner, expires }) => {
      return `the exemption of ${resource} from ${rule}, for which ${owner} answers, has expired on ${expires}`;
    }),
  ];
}

/** Why a program is refused, as parts of a sentence. */
export function refusals(assessment: Assessment, settings: Settings): readonly string[] {
  const sum = (verdict: Verdict, what: string): readonly string[] => {
    const count = assessment.judged.filter((each) => each.verdict === verdict).length;
    return count === 0 ? [] : [`${counted(count, "finding")} ${what}`];
  };
  return [
    ...sum("denied", "denied"),
    ...sum("new", "new"),
    ...sum("overdue", "not mended in time"),
    ...overspending(assessment, settings),
  ];
}

const known = new Intl.ListFormat("en-GB").format(Object.keys(packages));

/** How many names are told. */
const most = 5;

const shortened = (names: readonly string[]): string =>
  names.length <= most + 1 ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;

/** What somebody should know though nothing is refused for it, as sentences. */
export function remarks({ judged, unused, mended, unchecked }: Assessment): readonly string[] {
  const pending = judged.filter(({ verdict }) => verdict === "pending");
  const names = [...new Set(pending.map(({ finding }) => `${finding.subject.name} ${finding.property}`))];
  const strange = Object.entries(unchecked).map(([name, count]) => `${counted(count, "resource")} of ${name}`);
  return [
    ...(strange.length === 0 ? [] : [`Not checked, as rules know no packages but ${known}: ${strange.join(", ")}.`]),
    ...(pending.length === 0 ? [] : [`Not known before deployment, and checked then: ${shortened(names)}.`]),
    ...unused.map(({ rule, resource }) => `The exemption of ${resource} from ${rule} is not needed: remove it.`),
    ...(mended.length === 0 ? [] : [`Mended since the baseline: ${counted(mended.length, "finding")}. Write it anew.`]),
  ];
}
