import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { workersCompatibility } from "../../../kit/bundler/index.ts";
import { linkVariable } from "../../../kit/spec/index.ts";
import {
  accountId,
  openCloudflare,
  queueToken,
  scriptInputs,
  scriptToken,
  subdomainToken,
  workersDev,
} from "../../../tests/simulator/cloudflare/account.ts";
import { createDatabase } from "../../../tests/simulator/cloudflare/d1/databases.ts";
import type { Deployment } from "../../../tests/simulator/deployment.ts";
import type { Kind, Place, Spent, Subject, Task, Worker } from "../contract.ts";
import { tableLayout } from "./place.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));

/** A Worker that opens a driver and runs the tasks that it is sent. */
async function bundleWorker({ driver, kind }: Subject): Promise<string> {
  const contents = `
    import { open } from ${JSON.stringify(fileURLToPath(driver))};
    import { openOperations } from "./operations/index.ts";
    import { timeTask } from "./timing.ts";
    let operations;
    export default {
      async fetch(request, env) {
        operations ??= openOperations(${JSON.stringify(kind)}, open, env);
        return Response.json(await timeTask(operations, await request.json()));
      },
    };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: "js" },
    ...{ bundle: true, minify: true, format: "esm", write: false, conditions: ["workerd"], external: ["node:*"] },
  });
  return outputFiles[0]?.text ?? "";
}

/** What the topic feeds. */
const queues = ["orders", "audit"];
const variable = linkVariable("orders");
const feeds = queues.map((queueName, at) => ({ queueName, binding: `${variable}__${at}` }));

const database = `${variable}_DATABASE`;

const described = (value: object) => ({ type: "plain_text", name: variable, text: JSON.stringify(value) });

/** What a Worker is given that may send to the queue, publish to the topic, or use the table. */
const bindingsOf = (databaseId: string): Readonly<Record<Kind, readonly object[]>> => ({
  queue: [{ type: "queue", name: variable, queueName: "orders" }],
  topic: [
    described({ feeds: feeds.map(({ binding }) => ({ binding, where: {} })), attributes: [] }),
    ...feeds.map(({ queueName, binding: name }) => ({ type: "queue", name, queueName })),
  ],
  table: [described({ address: database, layout: tableLayout }), { type: "d1", name: database, databaseId }],
});

/** What is deployed as a Worker. */
interface Script {
  readonly scriptName: string;
  readonly bindings: readonly object[];
}

async function startIn(cloudflare: Deployment, subject: Subject, script: Script): Promise<Worker> {
  const { scriptName } = script;
  const inputs = scriptInputs(await bundleWorker(subject), { ...workersCompatibility, ...script });
  await cloudflare.create(scriptToken, scriptName, inputs);
  await cloudflare.create(subdomainToken, scriptName, { accountId, scriptName, enabled: true });
  const url = workersDev(cloudflare, scriptName);
  return {
    async run(task: Task): Promise<Spent> {
      const response = await fetch(url, { method: "POST", body: JSON.stringify(task) });
      if (!response.ok) throw new Error(`${subject.label}: ${response.status} ${await response.text()}`);
      return Object(await response.json());
    },
    // It ends with its cloud.
    stop: () => {},
  };
}

/** Queues and a database, and Workers with bindings to them: a topic is the queues that it feeds. */
export async function openCloudflarePlace(): Promise<Place> {
  const cloudflare = await openCloudflare();
  for (const queueName of queues) {
    await cloudflare.create(queueToken, queueName, { accountId, queueName, settings: { deliveryDelay: 0 } });
  }
  const bindings = bindingsOf((await createDatabase(cloudflare)).id);
  let workers = 0;
  return {
    start(subject) {
      return startIn(cloudflare, subject, { scriptName: `worker-${workers++}`, bindings: bindings[subject.kind] });
    },
    stop: () => cloudflare.stop(),
  };
}
