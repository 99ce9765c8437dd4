import { linkVariable } from "../../../kit/spec/index.ts";
import type { Benchmark } from "../../benchmark.ts";
import { openAwsPlace } from "../../drivers/places/aws.ts";
import { openGooglePlace } from "../../drivers/places/gcp.ts";
import { clientOf } from "../../drivers/subject.ts";
import { versionsOf } from "../../machine.ts";
import { pairedRatio } from "../../statistics.ts";
import { buildSubjects } from "../../subject/build.ts";
import type { Platform, Subject } from "../../subject/subject.ts";
import { type ColdStart, type Environment, startInRounds } from "../start.ts";
import { azureAlone, loaded, type Pair, packagesOf, sending, subjectsOf } from "./subjects.ts";

const quarter = 1 / 4;

/** Where subjects send to, or would. */
interface Surroundings {
  environmentOf(subject: Subject): Environment;
  stop(): Promise<unknown>;
}

async function startAll(subjects: readonly Subject[], open: () => Promise<Surroundings>, rounds: number) {
  const bundles = await buildSubjects(subjects);
  const { environmentOf, stop } = await open();
  try {
    return await startInRounds(subjects, bundles, rounds, environmentOf);
  } finally {
    await stop();
    bundles.remove();
  }
}

/** Which starts are measured. */
interface Measurement {
  readonly title: string;
  readonly pairs: readonly Pair[];
  /** What is measured beside them, without a claim. */
  readonly beside: readonly Subject[];
  /** Whose versions are told. */
  readonly packages: readonly string[];
  readonly open: () => Promise<Surroundings>;
  readonly note: string;
}

/** Compares pairs by the processor time of what starts. */
function measureStarts({ title, pairs, beside, packages, open, note }: Measurement): Benchmark {
  const subjects = [...subjectsOf(pairs), ...beside];
  return {
    title,
    unit: "ms",
    async run(quick) {
      const starts = await startAll(subjects, open, quick ? 9 : 21);
      const valuesOf = (subject: Subject) => (starts.get(subject) ?? []).map(({ processor }: ColdStart) => processor);
      return {
        series: subjects.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
        claims: pairs.map(([ours, theirs]) => ({
          text: `${ours.label}: 4 times faster than ${clientOf(theirs)}`,
          measured: pairedRatio(valuesOf(ours), valuesOf(theirs)),
          atMost: quarter,
          kept: false,
        })),
        notes: [note, versionsOf(...packages)],
      };
    },
  };
}

async function openPlaces(): Promise<Surroundings> {
  const [aws, gcp] = [await openAwsPlace(), await openGooglePlace()];
  const environments: Partial<Record<Platform, Environment>> = {
    lambda: aws.environmentOf({ orders: "queue" }),
    node: gcp.environmentOf({ orders: "queue" }),
  };
  return {
    environmentOf: ({ platform }) => ({ PATH: process.env.PATH, ...environments[platform] }),
    stop: () => Promise.all([aws.stop(), gcp.stop()]),
  };
}

/** What a function adds to the start of its platform's process when its first request sends a message. */
export const startOfSending = measureStarts({
  title: "Cold start in the process: processor time of import, and of a first answer after a message is sent",
  pairs: sending,
  beside: [],
  packages: packagesOf.sending,
  open: openPlaces,
  note: "All threads of the process, which parses and validates an order, sends it to a simulated queue, and answers. What the simulator does is not counted.",
});

/** The address of a queue that nobody sends to, as each subject reads it. */
async function addressAlone(): Promise<Surroundings> {
  const namespace = "shop.servicebus.windows.net";
  const environment = {
    PATH: process.env.PATH,
    [linkVariable("orders")]: `https://${namespace}/orders`,
    SERVICE_BUS_NAMESPACE: namespace,
    SERVICE_BUS_CONNECTION: `Endpoint=sb://${namespace}/;SharedAccessKeyName=send;SharedAccessKey=a2V5`,
  };
  return { environmentOf: () => environment, stop: async () => {} };
}

/** The same on Azure without a request. */
export const importOfSending = measureStarts({
  title: "Import on Azure: processor time until a function that validates and sends is registered",
  pairs: loaded,
  beside: [azureAlone],
  packages: packagesOf.loaded,
  open: addressAlone,
  note: "All threads of a fresh process in each round, with Azure's programming model in every bundle. Nothing is sent, since @azure/service-bus speaks AMQP alone, which the simulator does not.",
});
