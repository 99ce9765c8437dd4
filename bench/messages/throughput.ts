import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio } from "../statistics.ts";
import { measure } from "./measure.ts";
import { sameWork } from "./notes.ts";
import { type Subject, senderOf } from "./subject.ts";
import { comparisons } from "./subjects.ts";
import { manyAtOnce, messagesOf, type Task } from "./timing.ts";

const send: Task = { face: "one", calls: 160, parallel: 8 };
const sendMany: Task = { face: "many", calls: 40, parallel: 4 };
const titles = new Map([
  [send, "send"],
  [sendMany, "sendMany"],
]);

/** How many messages one process gets rid of. */
export const throughput: Benchmark = {
  title: "Messages per second to a simulated cloud",
  unit: "messages/s",
  async run(quick) {
    const tasks = [...titles.keys()];
    const measured = new Map((await measure(tasks, quick)).map((each, at) => [tasks[at], each]));
    const valuesOf = (subject: Subject, task: Task) =>
      (measured.get(task)?.get(subject) ?? []).map(({ whole }) => (messagesOf(task) * 1_000) / whole);
    const claimsOf = ([task, title]: readonly [Task, string]) =>
      comparisons.map(
        ({ ours, theirs }): Claim => ({
          text: `${ours.label}, \`${title}\`: a message takes no longer than by ${senderOf(theirs)}`,
          measured: pairedRatio(valuesOf(theirs, task), valuesOf(ours, task)),
          atMost: 1,
          kept: false,
        }),
      );
    return {
      series: [...titles].flatMap(([task, title]) =>
        comparisons
          .flatMap(({ ours, theirs }) => [ours, theirs])
          .map((subject) => ({ label: `${subject.label}, \`${title}\``, values: valuesOf(subject, task) })),
      ),
      claims: [...titles].flatMap(claimsOf),
      notes: [
        `\`send\` with ${send.parallel} messages under way; \`sendMany\` with ${manyAtOnce} messages in each of ${sendMany.parallel} calls under way. Of topics they are \`publish\` and \`publishMany\`.`,
        "The simulator answers in a process of its own on the same machine, and is most of what both wait for.",
        ...sameWork,
      ],
    };
  },
};
