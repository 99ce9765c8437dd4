/**
 * Azure's programming model without a host: loads the app in the working folder, and serves its only function.
 * The Functions host itself is not on npm, so it cannot be compared.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { HttpRequest, InvocationContext } from "@azure/functions";
import { provideCore } from "../../subject/functions-core.mjs";

const { functions } = await provideCore();
await import(join(process.cwd(), "index.mjs"));
const [{ callback, metadata }] = functions.values();

const server = createServer(async (request, response) => {
  const { method, headers, url } = request;
  const body = method === "GET" ? undefined : { body: Readable.toWeb(request) };
  const context = new InvocationContext({ invocationId: crypto.randomUUID(), functionName: metadata.name });
  const result = await callback(
    new HttpRequest({ method, url: `http://${headers.host}${url}`, headers, ...body }),
    context,
  );
  response.writeHead(result.status, result.headers);
  for await (const part of result.body ?? []) response.write(part);
  response.end();
});
server.listen(0);
