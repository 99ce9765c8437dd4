import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What platforms give functions their access tokens by: one that does not end before the benchmark. */
export interface TokenServer {
  readonly host: string;
  stop(): void;
}

/** Stands in for the metadata server of Google Cloud and the identity endpoint of Azure. */
export async function serveToken(token: string): Promise<TokenServer> {
  const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;
  const answer = JSON.stringify({ access_token: token, expires_in: 3_600, expires_on: String(inAnHour) });
  const server = createServer(({ url = "" }, response) => {
    const isToken = /\/(token|identity)(\?|$)/.test(url);
    const headers = { "content-type": "application/json", "metadata-flavor": "Google" };
    response.writeHead(isToken ? 200 : 404, headers).end(isToken ? answer : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, stop: () => void server.close() };
}
