import { stringify } from "yaml";
import type { Assessment } from "../engine/assess.ts";
import type { Day } from "../engine/dates.ts";
import { keyOf, placeOf } from "../engine/finding.ts";
import type { Known } from "../settings/baseline.ts";
import type { Settings } from "../settings/settings.ts";

const heading =
  "# Findings that are let pass for a time: docs/policies.md#the-ratchet. Written by `npx fourfold check --write-baseline`.\n";

/**
 * A baseline of what is found today. What was known before keeps its day, and what is mended is left out. Neither what is denied is in it,
 * nor what somebody answers for.
 */
export function formatBaseline({ judged }: Assessment, { ratchet }: Settings, today: Day): string {
  const since = new Map((ratchet?.known ?? []).map((known) => [keyOf(known), known.since]));
  const findings = judged
    .filter(({ verdict }) => verdict !== "denied" && verdict !== "exempt" && verdict !== "pending")
    .map(({ finding }): Known => {
      const place = placeOf(finding);
      return { ...place, since: since.get(keyOf(place)) ?? today };
    })
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return `${heading}${stringify(findings, { lineWidth: 0 })}`;
}
