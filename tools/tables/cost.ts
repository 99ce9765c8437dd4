import { meters } from "../../kit/cost/meters/index.ts";
import { usageKeys } from "../../kit/cost/meters/usage-keys.ts";
import { metricFormats } from "../../kit/cost/metrics/read.ts";
import { rows as awsMetrics } from "../../kit/cost/metrics/vendors/aws.ts";
import { table, titles } from "../markdown.ts";

const kinds = { flow: "counted over the month", stock: "what is there all the time", size: "of each" } as const;

/** What can be said of the usage, and what is taken where nobody has. */
export const usageTable = (): string =>
  table(
    ["key", "what it is", "unit", "assumed"],
    Object.entries(usageKeys).map(([key, { what, unit, kind, assumed }]) => [
      `\`${key}\``,
      `${what}, ${kinds[kind]}`,
      unit,
      assumed.toLocaleString("en"),
    ]),
  );

/** The types of resources that have a price. */
export const meterTable = (): string =>
  table(
    ["type", "what it pays for"],
    [...meters.values()].map(({ type, source }) => [`\`${type}\``, `[page](${source})`]),
  );

/** The metrics of each cloud, and what they say of the usage. */
export const metricTable = (): string =>
  table(
    ["cloud", "metric", "usage", "of"],
    metricFormats.flatMap(({ cloud, rows }) =>
      rows.map(({ metric, types, key, per, source }) => [
        titles[cloud],
        `[${metric}](${source})`,
        `\`${key}\`${per === undefined ? "" : ", of each"}`,
        types.map((type) => `\`${type}\``).join(", "),
      ]),
    ),
  );

/** What asks CloudWatch for these metrics of everything. */
export const awsQueries = (): string =>
  ["```json", "[", awsMetrics.map(({ query }) => `  ${JSON.stringify(query)}`).join(",\n"), "]", "```"].join("\n");
