import "../../../kit/runtime/light/install.ts";
import { type Order, receipt } from "./order.ts";

/** What a Lambda function is handed for a request, as far as this one reads it. */
interface Event {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly requestContext: { readonly domainName: string; readonly http: { readonly method: string } };
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isAtLeast(value: unknown, least: number): boolean {
  return typeof value === "number" && value >= least;
}

function isItem({ sku, quantity, price }: Record<string, unknown>): boolean {
  const isCounted = Number.isInteger(quantity) && isAtLeast(quantity, 1);
  return isText(sku) && isCounted && isAtLeast(price, 0);
}

function isOrder(value: unknown): value is Order {
  if (typeof value !== "object" || value === null || !("customer" in value) || !("items" in value)) return false;
  const { customer, items } = value;
  return isText(customer) && Array.isArray(items) && items.length > 0 && items.every(isItem);
}

async function answer(request: Request): Promise<Response> {
  const order: unknown = await request.json();
  return isOrder(order) ? Response.json(receipt(order)) : Response.json({}, { status: 400 });
}

/** The least that can answer: no router, no validation library, no log, and the same light classes. */
export async function handler({ rawPath, headers, body, requestContext }: Event) {
  const { domainName, http } = requestContext;
  const response = await answer(new Request(`https://${domainName}${rawPath}`, { method: http.method, headers, body }));
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
