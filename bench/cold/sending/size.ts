import { readFileSync } from "node:fs";
import type { Benchmark } from "../../benchmark.ts";
import { versions } from "../../messages/notes.ts";
import { senderOf } from "../../messages/subject.ts";
import { buildSubjects } from "../../subject/build.ts";
import type { Subject } from "../../subject/subject.ts";
import { pairs, subjects } from "./subjects.ts";

const kilobyte = 1_000;
const tenth = 1 / 10;

/** How large bundles are that also send: the same on every machine. */
export const sizeOfSending: Benchmark = {
  title: "Size of a bundle that validates and sends a message",
  unit: "KB",
  async run() {
    const bundles = await buildSubjects(subjects);
    try {
      const sizes = new Map(subjects.map((subject) => [subject, readFileSync(bundles.fileOf(subject)).length]));
      const sizeOf = (subject: Subject) => sizes.get(subject) ?? Number.NaN;
      return {
        series: subjects.map((subject) => ({ label: subject.label, values: [sizeOf(subject) / kilobyte] })),
        claims: pairs.map(([ours, theirs]) => ({
          text: `${ours.label}: 10 times smaller than ${senderOf(theirs)}`,
          measured: sizeOf(ours) / sizeOf(theirs),
          atMost: tenth,
          kept: false,
        })),
        notes: [
          "Minified; 1 KB is 1,000 bytes.",
          "Azure is not compared: `@azure/service-bus`, which speaks AMQP alone, is not one of our dependencies.",
          versions,
        ],
      };
    } finally {
      bundles.remove();
    }
  },
};
