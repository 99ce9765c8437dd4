import type { Benchmark } from "../../benchmark.ts";
import { versions } from "../../messages/notes.ts";
import { openAwsPlace } from "../../messages/places/aws.ts";
import { openGooglePlace } from "../../messages/places/gcp.ts";
import { senderOf } from "../../messages/subject.ts";
import { pairedRatio } from "../../statistics.ts";
import { buildSubjects } from "../../subject/build.ts";
import type { Subject } from "../../subject/subject.ts";
import { type Environment, startInRounds } from "../start.ts";
import { pairs, subjects } from "./subjects.ts";

const quarter = 1 / 4;

async function startAll(rounds: number) {
  const bundles = await buildSubjects(subjects);
  const [aws, gcp] = [await openAwsPlace(), await openGooglePlace()];
  const environments = { lambda: aws.environments.queue, node: gcp.environments.queue };
  const environmentOf = ({ platform }: Subject): Environment => ({ PATH: process.env.PATH, ...environments[platform] });
  try {
    return await startInRounds(subjects, bundles, rounds, environmentOf);
  } finally {
    await Promise.all([aws.stop(), gcp.stop()]);
    bundles.remove();
  }
}

/** What a function adds to the start of its platform's process when its first request sends a message. */
export const startOfSending: Benchmark = {
  title: "Cold start in the process: processor time of import, and of a first answer after a message is sent",
  unit: "ms",
  async run(quick) {
    const starts = await startAll(quick ? 9 : 21);
    const valuesOf = (subject: Subject) => (starts.get(subject) ?? []).map(({ processor }) => processor);
    return {
      series: subjects.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
      claims: pairs.map(([ours, theirs]) => ({
        text: `${ours.label}: 4 times faster than ${senderOf(theirs)}`,
        measured: pairedRatio(valuesOf(ours), valuesOf(theirs)),
        atMost: quarter,
        kept: false,
      })),
      notes: [
        "All threads of the process, which parses and validates an order, sends it to a simulated queue, and answers. What the simulator does is not counted.",
        versions,
      ],
    };
  },
};
