import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as v from "valibot";
import { parse } from "yaml";

const methods = ["get", "post", "put", "patch", "delete"] as const;

const Operation = v.object({
  /** The scopes of each way to be let in. @default nobody has to be */
  security: v.optional(v.array(v.object({ bearer: v.array(v.string()) })), []),
  responses: v.record(v.string(), v.unknown()),
});
const Document = v.object({
  openapi: v.literal("3.1.0"),
  paths: v.record(v.string(), v.record(v.string(), v.unknown())),
});

/** The text of the document, and what it is. */
const text = readFileSync("docs/shop-api.yaml", "utf8");
export const document = v.parse(Document, parse(text));

/** Everything that the document says can be asked for. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    if (item[method] === undefined) return [];
    const { security, responses } = v.parse(Operation, item[method]);
    const scopes = security.flatMap(({ bearer }) => bearer);
    return [{ method: method.toUpperCase(), path, scopes, statuses: Object.keys(responses).map(Number) }];
  }),
);

/** References that lead to nothing. */
export function brokenReferences(): readonly string[] {
  const whole: unknown = parse(text);
  const references = [...text.matchAll(/\$ref: "#\/([^"]+)"/g)].map(([, pointer = ""]) => pointer);
  const at = (pointer: string) => pointer.split("/").reduce<unknown>((value, name) => Object(value)[name], whole);
  return [...new Set(references)].filter((pointer) => at(pointer) === undefined);
}

/** How much of a path is open: `/users/me` stands before `/users/{id}`. */
const parameters = (path: string): number => path.split("{").length;

/** @throws AssertionError for an answer that the document does not have. What fails inside, and what does not exist, it need not have. */
export function assertDocumented(method: string, address: string, status: number): void {
  const { pathname } = new URL(address, "https://shop.example");
  const found = operations
    .filter((one) => one.method === method)
    .toSorted((one, other) => parameters(one.path) - parameters(other.path))
    .find(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname));
  if (found === undefined || status === 500) return;
  assert.ok(found.statuses.includes(status), `${method} ${found.path}: ${status} is not in docs/shop-api.yaml`);
}
