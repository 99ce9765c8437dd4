import assert from "node:assert/strict";
import { type Data, partition } from "./client.ts";

type Properties = Readonly<Record<string, unknown>>;

/** Asks a query, as the REST API has it. @param where - Headers that say in which partition or range. */
export async function ask(
  data: Data,
  query: string,
  where: Record<string, string> = partition("a"),
  parameters: Properties = {},
) {
  const answer = await data.call("POST", "docs", {
    headers: { "x-ms-documentdb-isquery": "True", "content-type": "application/query+json", ...where },
    body: { query, parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) },
  });
  return { ...answer, documents: answer.body?.Documents, next: answer.headers.get("x-ms-continuation") };
}

/** Creates items in a partition, whose ids are its name and their numbers. */
export async function fill(data: Data, items: readonly Properties[], pk = "a"): Promise<void> {
  for (const [index, item] of items.entries())
    assert.equal((await data.item("POST", "", { pk, body: { id: `${pk}${index}`, pk, ...item } })).status, 201);
}
