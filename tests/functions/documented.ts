import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
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

/** An answer of an operation, or where it is described. */
const Answer = v.object({
  $ref: v.optional(v.string()),
  content: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** The text of the document, and what it is. */
const text = readFileSync("docs/shop-api.yaml", "utf8");
const whole: unknown = parse(text);
export const document = v.parse(Document, whole);

/** Everything that the document says can be asked for. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    if (item[method] === undefined) return [];
    const { security, responses } = v.parse(Operation, item[method]);
    const scopes = security.flatMap(({ bearer }) => bearer);
    return [{ method: method.toUpperCase(), path, scopes, responses }];
  }),
);

/** What a JSON pointer of the document leads to: RFC 6901. */
function at(pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names.reduce<unknown>((value, name) => Object(value)[name.replaceAll("~1", "/").replaceAll("~0", "~")], whole);
}

/** References that lead to nothing. */
export function brokenReferences(): readonly string[] {
  const references = [...text.matchAll(/\$ref: "#(\/[^"]+)"/g)].map(([, pointer = ""]) => pointer);
  return [...new Set(references)].filter((pointer) => at(pointer) === undefined);
}

/** "The OpenAPI Schema Object is a superset of JSON Schema 2020-12": https://spec.openapis.org/oas/v3.1.0#schema-object */
const validator = new Ajv2020({ strict: false, allErrors: true });
formats.default(validator);
validator.addSchema({ $id: "https://shop.example/api", ...Object(whole) });

const token = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/** Where an answer is described: in its operation, or among the answers that several have. */
function describedAt(pointer: string): { readonly pointer: string; readonly answer: v.InferOutput<typeof Answer> } {
  const answer = v.parse(Answer, at(pointer));
  return answer.$ref === undefined ? { pointer, answer } : describedAt(answer.$ref.slice(1));
}

/** How many of a path are open: `/users/me` stands before `/users/{id}`. */
const parameters = (path: string): number => path.split("{").length;

/** The operation that answers there. */
function operationAt(method: string, address: string) {
  const { pathname } = new URL(address, "https://shop.example");
  return operations
    .filter((one) => one.method === method)
    .toSorted((one, other) => parameters(one.path) - parameters(other.path))
    .find(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname));
}

/**
 * Compares an answer's status, type and body with the document. What fails inside, and what does not exist, it need not have.
 * @throws AssertionError for an answer that the document does not have.
 */
export async function assertDocumented(method: string, address: string, response: Response): Promise<void> {
  const { status } = response;
  const operation = operationAt(method, address);
  if (operation === undefined || status === 500) return;
  const name = `${method} ${operation.path}: ${status}`;
  assert.ok(operation.responses[status], `${name} is not in docs/shop-api.yaml`);
  const { pointer, answer } = describedAt(
    `/paths/${token(operation.path)}/${method.toLowerCase()}/responses/${status}`,
  );
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const types = Object.keys(answer.content);
  assert.ok(types.length === 0 ? type === "" : types.includes(type), `${name} is of the type ${JSON.stringify(type)}`);
  if (!type.endsWith("json")) return;
  const schema = `https://shop.example/api#${pointer}/content/${token(type)}/schema`;
  const isValid = validator.validate(schema, await response.clone().json());
  assert.ok(isValid, `${name} in docs/shop-api.yaml: ${validator.errorsText(validator.errors)}`);
}
