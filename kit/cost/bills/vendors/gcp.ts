import { type BillFormat, dayIn, numberIn } from "../contract.ts";

/** Functions are services of Cloud Run, and billed under either name. */
const run = /^Cloud Run(?: Functions)?$/;
const firestore = /^(?:Cloud Firestore|App Engine)$/;
const storage = /^Cloud Storage$/;
const compute = /^Compute Engine$/;

/** SKUs by the ids of prices, as Google's catalogue has them: https://cloud.google.com/skus/sku-groups */
const skus: readonly (readonly [id: string, service: RegExp, description: RegExp])[] = [
  ["gcp.run.idle.cpu", run, /\bMin Instance CPU\b/i],
  ["gcp.run.idle.memory", run, /\bMin Instance Memory\b/i],
  ["gcp.run.instance.cpu", run, /\bCPU\b.*\(Instance-based billing\)/i],
  ["gcp.run.instance.memory", run, /\bMemory\b.*\(Instance-based billing\)/i],
  ["gcp.run.cpu", run, /\bCPU\b.*\(Request-based billing\)/i],
  ["gcp.run.memory", run, /\bMemory\b.*\(Request-based billing\)/i],
  ["gcp.run.requests", run, /^(?:Requests|.*\b(?:Invocations|functions Requests))\b/i],
  ["gcp.egress.run", run, /\bInternet Data Transfer Out\b/i],
  ["gcp.pubsub.throughput", /^Cloud Pub\/Sub$/, /^Message Delivery Basic$/],
  ["gcp.pubsub.backlog", /^Cloud Pub\/Sub$/, /\bretained\b.*\bmessages\b|message backlog/i],
  ["gcp.scheduler.jobs", /^Cloud Scheduler$/, /./],
  ["gcp.tasks.operations", /^Cloud Tasks$/, /./],
  ["gcp.workflows.external", /^Workflows$/, /External/],
  ["gcp.workflows.internal", /^Workflows$/, /Internal/],
  ["gcp.firestore.reads", firestore, /^Cloud Firestore Read Ops\b/],
  ["gcp.firestore.writes", firestore, /^Cloud Firestore Entity Writes\b/],
  ["gcp.firestore.deletes", firestore, /^Cloud Firestore Entity Deletes\b/],
  ["gcp.firestore.pitr", firestore, /^Cloud Firestore Point-in-time Recovery Storage\b/i],
  ["gcp.firestore.storage", firestore, /^Cloud Firestore Storage\b/],
  ["gcp.storage.standard", storage, /^Standard Storage\b/],
  ["gcp.storage.class-a", storage, /^Regional Standard Class A\b/],
  ["gcp.storage.class-b", storage, /^Regional Standard Class B\b/],
  ["gcp.egress.storage", storage, /\bDownload Worldwide\b|\bInternet Data Transfer Out\b/i],
  ["gcp.artifactregistry.storage", /^Artifact Registry$/, /^Artifact Registry Storage$/],
  ["gcp.secretmanager.versions", /^Secret Manager$/, /^Secret version replica storage$/i],
  ["gcp.secretmanager.accesses", /^Secret Manager$/, /^Secret access operations$/i],
  ["gcp.secretmanager.rotations", /^Secret Manager$/, /^Secret rotate operations$/i],
  ["gcp.logging.ingestion", /^Cloud Logging$/, /^Log (?:Volume|Storage cost)$/i],
  ["gcp.logging.retention", /^Cloud Logging$/, /^Log Retention/i],
  ["gcp.monitoring.metrics", /^Cloud Monitoring$/, /\bMetric Volume\b/i],
  ["gcp.nat.data", compute, /NAT Gateway: Data processing charge/],
  ["gcp.nat.instances", compute, /NAT Gateway: Uptime charge/],
];

export const gcp: BillFormat = {
  cloud: "gcp",
  title: "Google Cloud Billing's export to BigQuery",
  source: "https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/standard-usage",
  columns: ["service.description", "sku.description", "cost", "usage_start_time"],
  optional: ["cost_type", "currency_conversion_rate", "invoice.month", "usage.amount", "usage.unit"],
  read(read) {
    const type = read("cost_type");
    const day = dayIn(read, "usage_start_time");
    const isUsage = type === "" || type === "regular";
    const [, year = "", month = ""] = /^(\d{4})(\d{2})$/.exec(read("invoice.month")) ?? [];
    return {
      names: [read("service.description"), read("sku.description")],
      month: year === "" ? day.slice(0, 7) : `${year}-${month}`,
      day: isUsage ? day : "",
      ...{ quantity: numberIn(read, "usage.amount"), unit: read("usage.unit") },
      // What US dollars are worth is in each line: 1 where they are the currency.
      usd: numberIn(read, "cost") / (numberIn(read, "currency_conversion_rate") || 1),
      other: isUsage ? "" : type,
    };
  },
  prices: skus.map(([id]) => id),
  priceOf: ([service = "", sku = ""]) =>
    skus.find(([, ofService, description]) => ofService.test(service) && description.test(sku))?.[0],
};
