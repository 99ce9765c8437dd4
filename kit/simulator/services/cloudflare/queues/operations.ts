import type { CallerCheck, Operation } from "../../../contract.ts";

const pages = "https://developers.cloudflare.com/queues";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Bindings of the type queue: send, sendBatch and metrics, with the limits and errors of the page",
    source: `${pages}/configuration/javascript-apis/`,
    test: "queues/producers.test.ts",
    shows: "carries bodies of each content type, and what a structured clone keeps",
    gap: "Producers are not throttled, and a queue has no largest backlog. About 100 bytes that Cloudflare adds to a message do not count.",
  },
  {
    operation: "Delay messages, by the message, the batch or the queue, and keep them for the retention period",
    source: `${pages}/configuration/batching-retries/#delay-messages`,
    test: "queues/producers.test.ts",
    shows: "delays by the message, then by the batch, then by the queue",
  },
  {
    operation: "Deliver batches to a Worker's `queue` handler",
    source: `${pages}/configuration/batching-retries/#batching`,
    test: "queues/consumers.test.ts",
    shows: "delivers a batch when it is full, or when its first message has waited long enough",
    gap: "As many batches at once as maxConcurrency allows, whether deliveries fail or not: Cloudflare scales step by step. Whether a Worker has a `queue` handler shows only when a batch fails.",
  },
  {
    operation: "Acknowledge and retry, message by message or all at once",
    source: `${pages}/configuration/batching-retries/#explicit-acknowledgement-and-retries`,
    test: "queues/settlement.test.ts",
    shows: "keeps what was acknowledged although the handler throws",
  },
  {
    operation: "Dead-letter queues, made where they do not exist",
    source: `${pages}/configuration/dead-letter-queues/`,
    test: "queues/dead-letters.test.ts",
    shows: "moves a message to the dead-letter queue after its last retry, with its id and time",
    gap: "Attempts count from 1 again there, which the page does not say.",
  },
  {
    operation: "Pause delivery",
    source: `${pages}/configuration/pause-purge/`,
    test: "queues/consumers.test.ts",
    shows: "delivers nothing while the queue is paused, and then what has come meanwhile",
  },
  {
    operation: "Pull and acknowledge over HTTP",
    source: `${pages}/configuration/pull-consumers/`,
    test: "queues/api.test.ts",
    shows: "gives messages to an http_pull consumer for a time, until they are acknowledged",
    gap: "No page says with which error a queue without an http_pull consumer answers: here with 10106.",
  },
  {
    operation: "Send, list queues, look at messages (peek) and remove them by what was seen (purge) over HTTP",
    source: "https://developers.cloudflare.com/api/resources/queues/subresources/messages/",
    test: "queues/api.test.ts",
    shows: "shows messages without taking them, and removes those that were shown",
    gap: "Lists of queues have one page, and of a queue only its id and its name.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a Worker",
    calls: "a queue",
    shows: "a queue binding, to which the runtime adds a secret of the simulator's process",
    checked: "the secret; having the binding is the permission",
    source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
    code: "hosts/workerd/producers.ts",
    test: ["cloudflare/queues/producers.test.ts", "takes messages from bindings alone"],
  },
  {
    who: "a queue",
    calls: "a Worker",
    shows: "nothing: the runtime itself calls the handler, at a port that is no client's",
    checked: "that the Worker is the queue's consumer",
    source: "https://developers.cloudflare.com/queues/reference/how-queues-works/",
    code: "services/cloudflare/queues/consumers.ts",
    test: ["cloudflare/queues/consumers.test.ts", "delivers a batch when it is full"],
  },
];
