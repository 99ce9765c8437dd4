import { type Comparison, type Disagreement, type Judgement, judgementOn } from "../verdict.ts";
import { versions } from "../versions.ts";
import { askPstest, askSimulated, type FilterAnswer } from "./asked.ts";
import { filters } from "./cases.ts";

function shown(answer: FilterAnswer | undefined): string {
  if (answer === "refused" || answer === undefined) return "refused";
  return `taken, matches ${answer.filter(Boolean).length} of ${answer.length}`;
}

/** Compares the filters of Google's own fake with those of our Pub/Sub. @throws PeerUnavailable */
export async function compareFilters(judged: readonly Judgement[]): Promise<Comparison> {
  const peer = `pstest ${versions.pubsub}`;
  const theirs = await askPstest();
  const ours = await askSimulated();
  const disagreements = filters.flatMap((filter, at): readonly Disagreement[] => {
    if (JSON.stringify(ours[at]) === JSON.stringify(theirs[at])) return [];
    const judgement = judgementOn(peer, filter, judged);
    return [{ peer, about: filter, steps: [{ ours: shown(ours[at]), theirs: shown(theirs[at]) }], judgement }];
  });
  return { peer, service: "Pub/Sub filters", asked: filters.length, disagreements };
}
