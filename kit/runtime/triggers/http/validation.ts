import type { StandardIssue, StandardSchema } from "../../../spec/standard-schema.ts";
import { HttpError, type Issue } from "./errors.ts";

/** `application/json`, and types like `application/merge-patch+json`. JSON is UTF-8: RFC 8259 §8.1 */
const json = /^application\/(?:[\w!#$&^.+-]+\+)?json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

/** Where a 415 names the types that are accepted: RFC 9110 §12.5.1, W3C Linked Data Platform §7.1, RFC 5789 §3.1 */
const acceptHeaders: Readonly<Record<string, string>> = { POST: "accept-post", PATCH: "accept-patch" };

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function toPointer(path: StandardIssue["path"] = []): string {
  const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function checkContentType({ method, headers }: Request): void {
  const encoding = headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") {
    const detail = `Send the body without content encoding, not as ${encoding}.`;
    throw new HttpError(415, { detail, headers: { "accept-encoding": "identity" } });
  }
  const type = headers.get("content-type") ?? "";
  if (type === "application/json" || json.test(type)) return;
  const header = acceptHeaders[method] ?? "accept";
  throw new HttpError(415, { detail: "Send application/json.", headers: { [header]: "application/json" } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const detail = text.trim() === "" ? "The body is empty." : `The body is not valid JSON: ${String(cause)}`;
    throw new HttpError(400, { code: "malformed_json", detail, cause });
  }
}

async function validate<Output>(schema: StandardSchema<Output>, value: unknown, what: string): Promise<Output> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return result.value;
  const issues = result.issues.map(({ path, message }): Issue => ({ pointer: toPointer(path), message }));
  throw new HttpError(400, { code: "validation_failed", detail: `The ${what} failed validation.`, issues });
}

/**
 * Reads a JSON body and validates it.
 *
 * @param schema - Of any library that follows Standard Schema: valibot, zod, arktype.
 * @throws HttpError 415 for another content type; 400 `malformed_json`; 400 `validation_failed` with `issues`.
 *
 * @example
 * app.post("/quotes", async (c) => c.json(quote(await readJson(c.req.raw, Basket))));
 */
export async function readJson<Output>(request: Request, schema: StandardSchema<Output>): Promise<Output> {
  checkContentType(request);
  return validate(schema, parseJson(await request.text()), "body");
}

/**
 * Reads the query's parameters and validates them. A parameter is a string; one that is repeated is a list of strings.
 *
 * @throws HttpError 400 `validation_failed` with `issues`.
 */
export async function readQuery<Output>(request: Request, schema: StandardSchema<Output>): Promise<Output> {
  const { searchParams } = new URL(request.url);
  const names = [...new Set(searchParams.keys())];
  const entries = names.map((name) => {
    const values = searchParams.getAll(name);
    return [name, values.length === 1 ? values[0] : values];
  });
  return validate(schema, Object.fromEntries(entries), "query");
}
