import { createFakeClock, type FakeClock, type SimulatorOptions } from "../../../../kit/simulator/index.ts";
import { until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import {
  type Api,
  type ApiAnswer,
  accountId,
  apiOf,
  callApi,
  consumerToken,
  openCloudflare,
  queueToken,
  scriptInputs,
  scriptToken,
} from "../account.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A message as a consumer saw it. */
export interface Seen {
  readonly id: string;
  readonly timestamp: number;
  readonly body: Asked;
  readonly attempts: number;
}

export interface Batch {
  readonly queue: string;
  readonly messages: readonly Seen[];
}

/** What a message asks its consumer to do, at each of its attempts: `["retry", 9]`, `["ackAll"]`, `["throw"]`. */
export interface Asked {
  readonly name: string;
  readonly acts?: readonly (readonly (string | number)[])[];
}

/** What the API shows of a message: a `lease_id` when it is pulled, a `ref` when it is peeked at. */
type ApiMessage = Readonly<Record<"id" | "body" | "lease_id" | "ref", string>> & {
  readonly attempts: number;
  readonly timestamp_ms: number;
  readonly metadata: Readonly<Record<string, string>>;
};

/** What the API answers of messages, as far as tests look at it by name. */
interface MessagesResult {
  readonly messages: readonly ApiMessage[];
  readonly message_backlog_count: number;
  readonly retryCount: number;
}

/** Logs each batch, then does what each message asks for, in order; throws at the end where one asks for it. */
const consumer = `
const act = (message, batch) => {
  const [what, delaySeconds] = message.body.acts?.[message.attempts - 1] ?? [];
  const options = delaySeconds === undefined ? undefined : { delaySeconds };
  if (what === "ack") message.ack();
  if (what === "ack, then retry") { message.ack(); message.retry(); }
  if (what === "retry, then ack") { message.retry(); message.ack(); }
  if (what === "retry") message.retry(options);
  if (what === "ackAll") batch.ackAll();
  if (what === "retryAll") batch.retryAll(options);
  return what === "throw";
};
export default {
  async queue(batch) {
    const messages = batch.messages.map(({ id, timestamp, body, attempts }) => ({ id, timestamp: +timestamp, body, attempts }));
    console.log(JSON.stringify({ queue: batch.queue, messages }));
    const asked = batch.messages.map((message) => act(message, batch));
    if (batch.messages.some(({ body }) => body.name === "slow")) await new Promise(() => setInterval(() => {}, 1_000));
    if (asked.includes(true)) throw new Error("told to");
  },
};`;

/** A simulated Cloudflare with a Worker that consumes, on a clock that tests drive. */
export class Queues {
  readonly cloudflare: Deployment;
  readonly clock: FakeClock;
  readonly api: Api;

  private constructor(cloudflare: Deployment, clock: FakeClock, api: Api) {
    this.cloudflare = cloudflare;
    this.clock = clock;
    this.api = api;
  }

  static async open(clock = createFakeClock(), options: Partial<SimulatorOptions> = {}): Promise<Queues> {
    const cloudflare = await openCloudflare({ clock, ...options });
    return new Queues(cloudflare, clock, await apiOf(cloudflare));
  }

  createConsumerScript(): Promise<Deployed> {
    return this.cloudflare.create(scriptToken, "worker", scriptInputs(consumer, { scriptName: "worker" }));
  }

  createQueue(queueName: string, settings: Properties = {}): Promise<Deployed> {
    return this.cloudflare.create(queueToken, queueName, { accountId, queueName, settings });
  }

  /** Attaches the Worker. Without other settings it delivers each message at once. */
  attach({ id: queueId }: Deployed, settings: Properties = {}, more: Properties = {}): Promise<Deployed> {
    const inputs = { accountId, queueId, type: "worker", scriptName: "worker", ...more };
    const all = { batchSize: 100, maxWaitTimeMs: 0, ...settings };
    return this.cloudflare.create(consumerToken, `${queueId}-consumer`, { ...inputs, settings: all });
  }

  call<Result = MessagesResult>(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = this.api.headers,
  ): Promise<ApiAnswer<Result>> {
    return callApi({ ...this.api, headers }, path, body);
  }

  async send({ id }: Pick<Deployed, "id">, ...messages: readonly Asked[]): Promise<void> {
    const answer = await this.call(`/queues/${id}/messages/batch`, { messages: messages.map((body) => ({ body })) });
    if (!answer.success) throw new Error(JSON.stringify(answer.errors));
    this.clock.advance(0);
  }

  /** The batches that the Worker got, in order. */
  batches(): readonly Batch[] {
    return this.cloudflare.simulator.world.logs
      .recent({ cloud: "cloudflare" })
      .flatMap(({ text }): readonly Batch[] => (text.startsWith('{"queue"') ? [JSON.parse(text)] : []));
  }

  /** The batches as names with their attempts, once there are so many and nothing is under way. */
  async delivered(count: number): Promise<readonly string[]> {
    await until(() => this.batches().length >= count);
    await this.settled();
    return this.batches().map(({ messages }) =>
      messages.map(({ body, attempts }) => `${body.name} ${attempts}`).join(", "),
    );
  }

  /** Resolves when no message is at a Worker. */
  async settled(): Promise<void> {
    await until(() => this.kept().every(({ held }) => held !== true));
  }

  /** The messages that are stored, of all queues. */
  kept(): readonly { readonly held?: boolean; readonly attempts: number }[] {
    return [...this.cloudflare.simulator.world.store.values("messages/").values()].map((text) => JSON.parse(text));
  }

  stop(): Promise<void> {
    return this.cloudflare.stop();
  }
}
