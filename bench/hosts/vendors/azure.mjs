/**
 * Azure's programming model without a host: loads an app in the folder it is started in, and serves its one function.
 * The Functions host itself is not on npm, so there is nothing of it to compare with.
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
