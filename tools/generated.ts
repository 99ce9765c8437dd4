import { clouds, errorCodes, type FunctionLimits, functionLimits, type Support, supports, triggers } from "fourfold";
import { bytes, type Cell, table, timeCell, titles } from "./markdown.ts";
import { callerTable } from "./tables/caller.ts";
import { awsQueries, meterTable, metricTable, usageTable } from "./tables/cost.ts";
import { excessTable } from "./tables/excess.ts";
import { grantTable } from "./tables/grant.ts";
import { inertTable } from "./tables/inert.ts";
import { credentialTable, invokeTable } from "./tables/invoke.ts";
import { catalogueTable, optionTable, referenceTable, severityTable } from "./tables/policy.ts";
import { priceSummary, unsurePriceTable } from "./tables/price.ts";
import { promiseTable } from "./tables/promise.ts";
import { quotaTable } from "./tables/quota.ts";
import { budgetTable, nameTable, tagTable, variableTable } from "./tables/rules.ts";
import {
  configurationTable,
  constraintTable,
  managedPolicyTable,
  operationTable,
  propertyTable,
  simulatorLimitTable,
} from "./tables/simulator.ts";
import { tableLimitTable, tableRefusalTable } from "./tables/table-limits.ts";
import type { Generated, TriggerDocuments } from "./triggers/documents.ts";

/** The generated parts about each trigger: `tools/triggers/<trigger>.ts`. */
const ofTriggers: readonly TriggerDocuments[] = await Promise.all(
  Object.keys(triggers)
    // A subscriber is deployed as a consumer.
    .filter((name) => name !== "subscribes")
    .map(async (name) => (await import(`./triggers/${name}.ts`)).documents),
);

function supportCell(support: Support): string {
  if (support.state === "native") return `[yes](${support.source})`;
  if (support.state === "adapted") return `[yes](${support.source}): ${support.difference}`;
  return `[refused](${support.source}): ${support.reason}`;
}

function supportTable(): string {
  const rows = Object.values(supports).map(({ title, clouds: by }) => [
    title,
    ...clouds.map((c) => supportCell(by[c])),
  ]);
  return table(["", ...clouds.map((cloud) => titles[cloud])], rows);
}

type Memory = FunctionLimits["memory"]["value"];

function memoryCell(value: Memory): string {
  if (value === false) return "fixed";
  return "min" in value ? `${value.min} to ${value.max} MB` : `${value.join(", ")} MB`;
}

const limitRows: readonly { readonly title: string; cell(limits: FunctionLimits): Cell }[] = [
  { title: "Memory", cell: ({ memory }) => [memoryCell(memory.value), memory.source] },
  { title: "Timeout", cell: ({ timeout }) => timeCell(timeout) },
  {
    title: "Artifact, compressed",
    cell: ({ bundle: { value, source } }) => [value === false ? "none" : bytes(value), source],
  },
  {
    title: "Artifact, not compressed",
    cell: ({ unpackedBundle: { value, source } }) => [value === false ? "none" : bytes(value), source],
  },
  {
    title: "Environment",
    cell: ({ environment: { value, source } }) => [value === false ? "none" : bytes(value), source],
  },
  {
    title: "One variable",
    cell: ({ variable: { value, source } }) => [value === false ? "none" : bytes(value), source],
  },
];

function limitTable(): string {
  const ofFunctions = limitRows.map(({ title, cell }) => ({
    title,
    cells: clouds.map((cloud) => cell(functionLimits[cloud])),
  }));
  const added = ofTriggers.flatMap(({ limits }) => limits);
  const ofCalls = added.map(({ title, cell }) => ({ title, cells: clouds.map((cloud) => cell(cloud)) }));
  const rows = [...ofFunctions, ...ofCalls].map(({ title, cells }) => {
    return [title, ...cells.map(([text, source]) => `[${text}](${source})`)];
  });
  return table(["", ...clouds.map((cloud) => titles[cloud])], rows);
}

function errorTable(): string {
  return table(
    ["code", "what it means"],
    Object.entries(errorCodes).map(([code, meaning]) => [`\`${code}\``, meaning]),
  );
}

/** All generated parts of documents. */
export const generated: readonly Generated[] = [
  { file: "README.md", name: "supports", text: supportTable },
  { file: "docs/limits.md", name: "limits", text: limitTable },
  { file: "docs/limits.md", name: "quotas", text: quotaTable },
  { file: "docs/limits.md", name: "names", text: nameTable },
  { file: "docs/limits.md", name: "variables", text: variableTable },
  { file: "docs/limits.md", name: "tags", text: tagTable },
  { file: "docs/limits.md", name: "budgets", text: budgetTable },
  ...ofTriggers.flatMap(({ parts }) => parts),
  { file: "docs/tables.md", name: "tables", text: promiseTable },
  { file: "docs/tables.md", name: "table-limits", text: tableLimitTable },
  { file: "docs/tables.md", name: "table-refusals", text: tableRefusalTable },
  { file: "docs/grants.md", name: "grants", text: grantTable },
  { file: "docs/grants.md", name: "excess", text: excessTable },
  { file: "docs/prices.md", name: "confidence", text: priceSummary },
  { file: "docs/prices.md", name: "unsure", text: unsurePriceTable },
  { file: "docs/cost.md", name: "usage", text: usageTable },
  { file: "docs/cost.md", name: "metrics", text: metricTable },
  { file: "docs/cost.md", name: "queries", text: awsQueries },
  { file: "docs/cost.md", name: "meters", text: meterTable },
  { file: "docs/policies.md", name: "severities", text: severityTable },
  { file: "docs/policies.md", name: "catalogue", text: catalogueTable },
  { file: "docs/policies.md", name: "options", text: optionTable },
  { file: "docs/policies.md", name: "elsewhere", text: referenceTable },
  { file: "docs/errors.md", name: "errors", text: errorTable },
  { file: "docs/invoke.md", name: "invoke", text: invokeTable },
  { file: "docs/invoke.md", name: "credentials", text: credentialTable },
  { file: "docs/simulator.md", name: "callers", text: callerTable },
  { file: "docs/simulator.md", name: "inert", text: inertTable },
  { file: "docs/simulator.md", name: "operations", text: operationTable },
  { file: "docs/simulator.md", name: "properties", text: propertyTable },
  { file: "docs/simulator.md", name: "constraints", text: constraintTable },
  { file: "docs/simulator.md", name: "configuration", text: configurationTable },
  { file: "docs/simulator.md", name: "limits", text: simulatorLimitTable },
  { file: "docs/simulator.md", name: "managed-policies", text: managedPolicyTable },
];

/**
 * A document with one generated part updated.
 * @throws when the document lacks the part's markers.
 */
export async function renewed(document: string, { file, name, text }: Generated): Promise<string> {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${file} has no part between ${begin} and ${end}`);
  return `${document.slice(0, start + begin.length)}\n${await text()}\n${document.slice(stop)}`;
}
