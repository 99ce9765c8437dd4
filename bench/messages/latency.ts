import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio, quantile } from "../statistics.ts";
import { measure } from "./measure.ts";
import { sameWork } from "./notes.ts";
import { type Subject, senderOf } from "./subject.ts";
import { comparisons, onNode } from "./subjects.ts";
import type { Task } from "./timing.ts";

const task: Task = { face: "one", calls: 200, parallel: 1 };
const shares = { median: 0.5, "99th percentile": 0.99 } as const;

/** How long the sender of one message waits. */
export const latency: Benchmark = {
  title: "Sending one message after another to a simulated cloud",
  unit: "ms",
  async run(quick) {
    const [measured] = await measure([task], quick);
    const valuesOf = (subject: Subject, share: number) =>
      (measured?.get(subject) ?? []).map(({ calls }) => quantile(calls, share));
    const all = Object.entries(shares);
    const claimsOf = ([title, share]: readonly [string, number]) =>
      onNode.map(
        ({ ours, theirs }): Claim => ({
          text: `${ours.label}, ${title}: not slower than ${senderOf(theirs)}`,
          measured: pairedRatio(valuesOf(ours, share), valuesOf(theirs, share)),
          atMost: 1,
          kept: false,
        }),
      );
    return {
      series: comparisons
        .flatMap(({ ours, theirs }) => [ours, theirs])
        .flatMap((subject) =>
          all.map(([title, share]) => ({ label: `${subject.label}, ${title}`, values: valuesOf(subject, share) })),
        ),
      claims: all.flatMap(claimsOf),
      notes: [
        `${task.calls} messages in each round, each sent when the one before was accepted.`,
        "A Worker's clock counts whole milliseconds, and sending takes about one: nothing is claimed of Cloudflare.",
        ...sameWork,
      ],
    };
  },
};
