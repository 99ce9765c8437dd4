import type { MeteredType } from "../../contract.ts";
import { processorTime, workersScript } from "./workers.ts";

/** How many run at the same time in an account: https://developers.cloudflare.com/workflows/reference/limits/ */
const accountInstances = 50_000;

/** Its runs are billed as requests to a Worker, with that Worker's limit of processor time. */
export const workflow: MeteredType = {
  type: "cloudflare:index/workflow:Workflow",
  source: "https://developers.cloudflare.com/workflows/reference/pricing/",
  meters: [
    { price: "cloudflare.workers.requests", quantity: ({ use }) => use("requests") },
    {
      price: "cloudflare.workers.cpu",
      quantity: (reading) => processorTime(reading, reading.from("scriptName", workersScript.type)),
    },
    { price: "cloudflare.workflows.storage", quantity: ({ use }) => use("storage") },
  ],
  // https://developers.cloudflare.com/workflows/build/concurrency-limits/
  cap: ({ inputs }) =>
    inputs.has("concurrency.limit")
      ? { concurrency: inputs.number("concurrency.limit", accountInstances) }
      : { concurrency: accountInstances, pool: "cloudflare.workflows.account" },
};
