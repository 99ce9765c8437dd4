import type { Asked } from "./ask.ts";
import { differences } from "./normal-form.ts";

/** Which of two different answers is right, by the vendor's own page. */
export interface Judgement {
  readonly peer: "moto" | "ElasticMQ" | "dynalite" | "pstest";
  /** The titles of scripts, or filters. */
  readonly about: readonly string[];
  /** `open`: the page does not say it, and the vendor's actual answer is not known. */
  readonly right: "Fourfold" | "the peer" | "open";
  /** The vendor's statement, in one sentence. */
  readonly why: string;
  readonly source: string;
}

/** A script to which a peer's answers differ from ours. */
export interface Disagreement {
  readonly peer: string;
  readonly about: string;
  /** The differences, step by step. */
  readonly steps: readonly { readonly ours: string; readonly theirs: string }[];
  readonly judgement: Judgement | undefined;
}

/** The comparison with one peer. */
export interface Comparison {
  /** With its version. */
  readonly peer: string;
  readonly service: string;
  readonly asked: number;
  readonly disagreements: readonly Disagreement[];
}

/** The judgement about a script or a filter of a peer, which is given with its version. */
export function judgementOn(peer: string, about: string, all: readonly Judgement[]): Judgement | undefined {
  return all.find((one) => peer.startsWith(one.peer) && one.about.includes(about));
}

/** The maximum length of an answer in the report, in characters. */
const longest = 160;

/** What stands before a difference in the report, where an answer is too long for its beginning to show it. */
const context = 40;

function textOf(answer: unknown): string {
  return answer === undefined ? "nothing more" : JSON.stringify(answer);
}

/** A part of an answer that shows where it differs from the other one. */
function shown(answer: unknown, other: unknown): string {
  const [text, against] = [textOf(answer), textOf(other)];
  let same = 0;
  while (same < text.length && text[same] === against[same]) same += 1;
  const from = same < longest ? 0 : same - context;
  const part = text.slice(from, from + longest);
  return `${from === 0 ? "" : "…"}${part}${from + longest < text.length ? "…" : ""}`;
}

/** Compares the answers of a peer with ours, service by service. */
export function compare(peer: string, ours: Asked, theirs: Asked, judged: readonly Judgement[]): readonly Comparison[] {
  const services = new Set([...theirs.keys()].map((title) => title.split(":")[0] ?? ""));
  return [...services].map((service) => {
    const titles = [...theirs.keys()].filter((title) => title.startsWith(`${service}:`));
    const disagreements = titles.flatMap((about): readonly Disagreement[] => {
      const found = differences(ours.get(about) ?? [], theirs.get(about) ?? []);
      if (found.length === 0) return [];
      const steps = found.map((step) => ({
        ours: shown(step.ours, step.theirs),
        theirs: shown(step.theirs, step.ours),
      }));
      return [{ peer, about, steps, judgement: judgementOn(peer, about, judged) }];
    });
    return { peer, service, asked: titles.length, disagreements };
  });
}

/** Disagreements without a judgement, and judgements without a disagreement. */
export function problemsOf(comparisons: readonly Comparison[], judged: readonly Judgement[]): readonly string[] {
  const found = comparisons.flatMap(({ disagreements }) => disagreements);
  const unjudged = found
    .filter(({ judgement }) => judgement === undefined)
    .map(({ peer, about, steps }) => {
      const lines = steps.map(({ ours, theirs }) => `  ours   ${ours}\n  theirs ${theirs}`);
      return [`${about}: ${peer} disagrees, and nobody has judged it`, ...lines].join("\n");
    });
  const asked = new Set(comparisons.map(({ peer }) => peer.split(" ")[0]));
  const gone = judged
    .filter(({ peer }) => asked.has(peer))
    .flatMap(({ peer, about }) =>
      about
        .filter((one) => !found.some((each) => each.about === one && each.peer.startsWith(peer)))
        .map((one) => `${one}: ${peer} agrees by now; take it out of tools/peers/judged`),
    );
  return [...unjudged, ...gone];
}
