import type { Benchmark } from "../benchmark.ts";
import { compareDrivers, type Figure, processorTime, waiting } from "../drivers/compare.ts";
import type { Task } from "../drivers/contract.ts";
import { manyAtOnce } from "../drivers/operations/messages.ts";
import { sameWork } from "./notes.ts";
import { comparisons, onNode } from "./subjects.ts";

const sendOne: Task = { operation: "send", calls: 200, parallel: 1 };

/** How long the sender of one message waits. */
const latency = compareDrivers({
  title: "Sending one message after another to a simulated cloud",
  unit: "ms",
  ...{ comparisons, tasks: [sendOne], figures: waiting },
  ...{ claim: "not slower than", claimedOf: onNode, kept: false },
  notes: [
    `${sendOne.calls} messages in each round, each sent when the one before was accepted.`,
    "A Worker's clock counts whole milliseconds, and sending takes about one: nothing is claimed of Cloudflare.",
    ...sameWork,
  ],
});

const send: Task = { operation: "send", calls: 160, parallel: 8 };
const sendMany: Task = { operation: "sendMany", calls: 40, parallel: 4 };
const messagesOf = ({ operation, calls }: Task): number => (operation === "sendMany" ? calls * manyAtOnce : calls);
const messagesPerSecond: Figure = { of: ({ whole }, task) => (messagesOf(task) * 1_000) / whole, better: "more" };

/** How many messages one process gets rid of. */
const throughput = compareDrivers({
  title: "Messages per second to a simulated cloud",
  unit: "messages/s",
  ...{ comparisons, tasks: [send, sendMany], figures: [messagesPerSecond] },
  ...{ claim: "a message takes no longer than by", kept: false },
  notes: [
    `\`send\` with ${send.parallel} messages under way; \`sendMany\` with ${manyAtOnce} messages in each of ${sendMany.parallel} calls under way. Of topics they are \`publish\` and \`publishMany\`.`,
    "The simulator answers in a process of its own on the same machine, and is most of what both wait for.",
    ...sameWork,
  ],
});

/** What sending costs the function itself. */
const processor = compareDrivers({
  title: "Processor time of sending a message",
  unit: "µs",
  ...{ comparisons: onNode, tasks: [{ ...sendOne, parallel: 8 }], figures: [processorTime] },
  ...{ claim: "not more than", kept: true },
  notes: [
    "All threads of the process that sends, not of the simulator. This repeats on a busy machine too.",
    "A Worker is not measured: its time cannot be told from that of the runtime around it.",
    ...sameWork,
  ],
});

/** Sending through our drivers, and by what vendors offer, to the same simulated clouds. */
export const messages: readonly Benchmark[] = [latency, throughput, processor];
