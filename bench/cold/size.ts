import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Benchmark, Claim } from "../benchmark.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { plain, subjects, withHono, zodNamespace } from "./subjects.ts";

const kilobyte = 1_000;

/** How large bundles are: the same on every machine. */
export const size: Benchmark = {
  title: "Size of a bundle that parses, validates and answers",
  unit: "KB",
  async run() {
    const bundles = await buildSubjects(subjects);
    try {
      const contents = new Map(subjects.map((subject) => [subject, readFileSync(bundles.fileOf(subject))]));
      const ratio = (ours: Subject) => (contents.get(ours)?.length ?? 0) / (contents.get(zodNamespace)?.length ?? 0);
      const claims: readonly Claim[] = [
        { text: `4 times smaller than ${zodNamespace.label}`, measured: ratio(plain), atMost: 1 / 4, kept: true },
        {
          text: `with Hono as its router, half as large as ${zodNamespace.label}`,
          measured: ratio(withHono),
          atMost: 1 / 2,
          kept: true,
        },
      ];
      return {
        series: [...contents].flatMap(([{ label }, bytes]) => [
          { label, values: [bytes.length / kilobyte] },
          { label: `${label}, gzip`, values: [gzipSync(bytes).length / kilobyte] },
        ]),
        claims,
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
