import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio } from "../statistics.ts";
import { measure } from "./measure.ts";
import { sameWork } from "./notes.ts";
import { type Subject, senderOf } from "./subject.ts";
import { onNode } from "./subjects.ts";
import type { Task } from "./timing.ts";

const task: Task = { face: "one", calls: 200, parallel: 8 };

/** What sending costs the function itself. */
export const processorTime: Benchmark = {
  title: "Processor time of sending a message",
  unit: "µs",
  async run(quick) {
    const [measured] = await measure([task], quick, onNode);
    const valuesOf = (subject: Subject) =>
      (measured?.get(subject) ?? []).map(({ processor = Number.NaN }) => processor / task.calls);
    const claimOf = ({ ours, theirs }: (typeof onNode)[number]): Claim => ({
      text: `${ours.label}: not more than ${senderOf(theirs)}`,
      measured: pairedRatio(valuesOf(ours), valuesOf(theirs)),
      atMost: 1,
      kept: true,
    });
    return {
      series: onNode
        .flatMap(({ ours, theirs }) => [ours, theirs])
        .map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
      claims: onNode.map(claimOf),
      notes: [
        "All threads of the process that sends, not of the simulator. This repeats on a busy machine too.",
        "A Worker is not measured: its time cannot be told from that of the runtime around it.",
        ...sameWork,
      ],
    };
  },
};
