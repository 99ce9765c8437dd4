import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import * as v from "valibot";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { packageOf } from "../../kit/cli/clouds.ts";
import type { Deployment } from "../../kit/conformance/consumes/behaviour.ts";
import { ask } from "../../kit/conformance/consumes/handlers/ask.ts";
import { delays, messages } from "../../kit/conformance/consumes/set.ts";
import type { MessageTarget } from "../../kit/conformance/consumes/target.ts";
import { entriesOf, type LogEntry } from "../../kit/conformance/log.ts";
import type { LogLine } from "../../kit/simulator/contract.ts";
import type { Simulator } from "../../kit/simulator/index.ts";
import { type Attributes, openBins } from "./bins/index.ts";
import { deployProgram, foundationOn, Handles, handlesOf } from "./deployment.ts";

const sets = { messages, delays };
const Outputs = v.object({ urls: v.record(v.string(), v.string()), queues: Handles, deliveries: Handles });
const senders = { messages: "api", delays: "sender" } as const;

/** Reads each line once: those who wait for lines read all of them again and again. */
function createReader(): (line: LogLine) => readonly LogEntry[] {
  const read = new WeakMap<LogLine, readonly LogEntry[]>();
  return (line) => {
    const entries = read.get(line) ?? entriesOf([line.text]);
    read.set(line, entries);
    return entries;
  };
}

/** The queues whose names stand in a Worker's bindings. */
function boundQueues({ world }: Simulator, name: string): readonly string[] {
  const script = world.store.all().find(({ type, id }) => {
    return type === "cloudflare:index/workersScript:WorkersScript" && id.startsWith(`messages-${name}-`);
  });
  const { bindings } = v.parse(v.object({ bindings: v.array(v.looseObject({})) }), script?.inputs);
  return bindings.flatMap(({ queueName }) => (typeof queueName === "string" ? [queueName] : []));
}

/** Deploys queues and topics to one simulated cloud. */
export async function deployMessages(
  cloud: Cloud,
  deployment: Deployment,
  options: FunctionSetOptions = {},
): Promise<MessageTarget & AsyncDisposable> {
  const { simulator, outputs } = await deployProgram(() => {
    const on = foundationOn(cloud, { messages: true });
    const args = deploy(sets[deployment], { cloud, on, protection: "destroy" });
    const set = new FunctionSet(deployment, args, options);
    const { queues, deliveries } = set.nodes;
    return { urls: set.urls, queues: handlesOf(queues), deliveries: handlesOf(deliveries) };
  });
  const { urls, queues, deliveries } = v.parse(Outputs, outputs);
  const { world } = simulator;
  const entriesIn = createReader();
  const url = localAddress(urls[senders[deployment]] ?? "", world.endpoints.list());
  const bins = await openBins(simulator, cloud);
  /** Where the messages of a queue are: on Google Cloud in what delivers them. */
  const handleOf = (queue: string): Attributes => {
    const [own, delivery] = [queues[queue], deliveries[queue]];
    assert.ok(own && delivery, `The queue ${queue} does not exist.`);
    return { ...own.attributes, ...delivery.attributes };
  };
  const intrude: MessageTarget["intrude"] = (request, as) => ask(request, as === "nobody" ? {} : bins.forge(request));
  return {
    cloud,
    logs: {
      patience: 80_000,
      read: async () => world.logs.recent({ cloud: packageOf[cloud] }).flatMap(entriesIn),
    },
    ask: (path, body) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    kept: (queue, where = "itself") => bins.list(handleOf(queue), where),
    redrive: (queue) => bins.redrive(handleOf(queue)),
    putRaw: (queue, text) => bins.put(handleOf(queue), text),
    request: (verb, queue, where = "itself") => bins.request(verb, handleOf(queue), where),
    intrude,
    callConsumer: (name, item, as) => Promise.all(bins.calls(name, item).map((call) => intrude(call, as))),
    boundQueues: (name) => boundQueues(simulator, name),
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
