import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What platforms give functions their access tokens by: ones that do not end before the benchmark. */
export interface TokenServer {
  readonly host: string;
  stop(): void;
}

/**
 * Stands in for the metadata server of Google Cloud and the identity endpoint of Azure.
 *
 * @param tokenFor - The token for a resource, which Azure's is asked for.
 */
export async function serveTokens(tokenFor: (resource: string) => string): Promise<TokenServer> {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const server = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const token = /\/(token|identity)$/.test(pathname) ? tokenFor(searchParams.get("resource") ?? "") : undefined;
    const headers = { "content-type": "application/json", "metadata-flavor": "Google" };
    const answer = { access_token: token, expires_in: 3_600, expires_on: String(inAnHour) };
    response.writeHead(token === undefined ? 404 : 200, headers).end(token === undefined ? "" : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, stop: () => void server.close() };
}
