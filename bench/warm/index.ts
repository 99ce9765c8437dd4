import type { Benchmark, Claim } from "../benchmark.ts";
import { pairedRatio } from "../statistics.ts";
import { buildSubjects } from "../subject/build.ts";
import type { Subject } from "../subject/subject.ts";
import { startWorker } from "./workers.ts";

const handler = (name: string) => new URL(`handlers/${name}.ts`, import.meta.url);

const onLambda: Subject = {
  label: "Lambda: Fourfold",
  handler: handler("fourfold"),
  platform: "lambda",
  bundler: "fourfold",
};

/** https://hono.dev/docs/getting-started/aws-lambda */
const honoLambda: Subject = {
  label: "Lambda: hono/aws-lambda",
  handler: handler("hono-lambda"),
  platform: "lambda",
  bundler: "mjs",
};

/** With Hono's own middleware for what our runtime does around an app. */
const honoLambdaSameWork: Subject = {
  ...honoLambda,
  label: "Lambda: hono/aws-lambda that does the same work",
  handler: handler("hono-lambda-same-work"),
};

/** https://github.com/dougmoscrop/serverless-http */
const serverlessHttp: Subject = {
  label: "Lambda: Express and serverless-http",
  handler: handler("express"),
  platform: "lambda",
  bundler: "cjs",
};

const onGoogle: Subject = { ...onLambda, label: "Node.js messages, as on Google Cloud: Fourfold", platform: "node" };

/** https://github.com/honojs/node-server */
const nodeServer: Subject = {
  label: "Node.js messages: @hono/node-server",
  handler: handler("node-server"),
  platform: "node",
  bundler: "mjs",
};

const nodeServerSameWork: Subject = {
  ...nodeServer,
  label: "Node.js messages: @hono/node-server that does the same work",
  handler: handler("node-server-same-work"),
};

const onAws = [honoLambda, honoLambdaSameWork, serverlessHttp];
const onNode = [nodeServer, nodeServerSameWork];
const subjects = [onLambda, ...onAws, onGoogle, ...onNode];
/** The first of each pair must not be slower than the second. */
const pairs = [
  ...onAws.map((other) => [onLambda, other] as const),
  ...onNode.map((other) => [onGoogle, other] as const),
];

/** Enough calls for V8 to have compiled hot code. */
const warmUp = 20_000;
const batch = 2_000;

async function measure(rounds: number): Promise<ReadonlyMap<Subject, readonly number[]>> {
  const bundles = await buildSubjects(subjects);
  const workers = await Promise.all(subjects.map((subject) => startWorker(subject, bundles)));
  try {
    const times = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
    for (const worker of workers) await worker.call(warmUp);
    for (let round = 0; round < rounds; round++) {
      for (const worker of workers) times.get(worker.subject)?.push(await worker.call(batch));
    }
    return times;
  } finally {
    for (const worker of workers) worker.stop();
    bundles.remove();
  }
}

const adapters: Benchmark = {
  title: "Warm request through each adapter: processor time",
  unit: "µs",
  async run(quick) {
    const times = await measure(quick ? 7 : 31);
    const valuesOf = (subject: Subject) => times.get(subject) ?? [];
    const claim = ([ours, other]: readonly [Subject, Subject]): Claim => ({
      text: `${ours.label}: not slower than ${other.label.replace(/^.*: /, "")}`,
      measured: pairedRatio(valuesOf(ours), valuesOf(other)),
      atMost: 1,
      kept: false,
    });
    return {
      series: subjects.map((subject) => ({ label: subject.label, values: valuesOf(subject) })),
      claims: pairs.map(claim),
      notes: [
        `One request with a small JSON body, ${batch} times in each round, after ${warmUp} to warm up. All but Express run the same Hono app.`,
        "Ours also gives each request an id, writes a log line for it, answers errors in one shape, counts the body and keeps a deadline. Of the others only those do that whose label says so, by Hono's own middleware.",
      ],
    };
  },
};

/** The adapters between a warm platform and an app. */
export const warm: readonly Benchmark[] = [adapters];
