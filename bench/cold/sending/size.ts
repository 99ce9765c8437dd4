import { readFileSync } from "node:fs";
import type { Benchmark } from "../../benchmark.ts";
import { clientOf } from "../../drivers/subject.ts";
import { versionsOf } from "../../machine.ts";
import { buildSubjects } from "../../subject/build.ts";
import type { Subject } from "../../subject/subject.ts";
import { azureAlone, loaded, packagesOf, sending, subjectsOf } from "./subjects.ts";

const kilobyte = 1_000;
const tenth = 1 / 10;
const pairs = [...sending, ...loaded];
const subjects = [...subjectsOf(pairs), azureAlone];

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
          text: `${ours.label}: 10 times smaller than ${clientOf(theirs)}`,
          measured: sizeOf(ours) / sizeOf(theirs),
          atMost: tenth,
          kept: false,
        })),
        notes: [
          "Minified; 1 KB is 1,000 bytes.",
          "Azure's programming model is in every bundle on Azure, and larger than a tenth of the smaller one with @azure/service-bus: with it, no bundle could be 10 times smaller. Ours sends by an identity, without a key.",
          versionsOf(...packagesOf.sending, ...packagesOf.loaded),
        ],
      };
    } finally {
      bundles.remove();
    }
  },
};
