import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Benchmark, Claim } from "../benchmark.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { plain, subjects, withHono, zod, zodNamespace } from "./subjects.ts";

const kilobyte = 1_000;

/** How large bundles are: the same on every machine. */
export const size: Benchmark = {
  title: "Size of a bundle that parses, validates and answers",
  unit: "KB",
  async run() {
    const bundles = await buildSubjects(subjects);
    try {
      const contents = new Map(subjects.map((subject) => [subject, readFileSync(bundles.fileOf(subject))]));
      const sizeOf = (subject: Subject) => contents.get(subject)?.length ?? Number.NaN;
      const smaller = Math.min(sizeOf(zod), sizeOf(zodNamespace));
      const claim = (ours: Subject, share: number): Claim => ({
        text: `${ours.label}: ${1 / share} times smaller than the smaller form of hono/aws-lambda with zod`,
        measured: sizeOf(ours) / smaller,
        atMost: share,
        kept: true,
      });
      return {
        series: [...contents].flatMap(([{ label }, bytes]) => [
          { label, values: [bytes.length / kilobyte] },
          { label: `${label}, gzip`, values: [gzipSync(bytes).length / kilobyte] },
        ]),
        claims: [claim(plain, 1 / 4), claim(withHono, 1 / 2)],
        notes: [
          "Minified; 1 KB is 1,000 bytes.",
          "Hono and valibot alone are larger than a quarter of Hono and zod: with Hono, no run time could be 4 times smaller.",
        ],
      };
    } finally {
      bundles.remove();
    }
  },
};
