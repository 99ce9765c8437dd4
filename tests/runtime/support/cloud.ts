import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { setVariables } from "./variables.ts";

/** What a cloud answers to a call. */
export interface Scripted {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call that a cloud has seen. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What platforms answer who ask for a token. */
const token = JSON.stringify({ access_token: "t-1", expires_in: 3_600, expires_on: "4102444800" });

const isForToken = (path: string) => path.startsWith("/computeMetadata/") || path.startsWith("/identity");

/** A server in the place of the clouds, which gives tokens, and answers all else as it is told; functions of this process find it. */
export async function serveCloud(answer: (call: Call) => Scripted) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: path = "", headers } = request;
    if (isForToken(path)) return response.end(token);
    const call = { method, path, headers, body: Buffer.concat(chunks).toString() };
    calls.push(call);
    const { status, headers: own = {}, body } = answer(call);
    return response.writeHead(status, own).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const restore = setVariables({
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_ENDPOINT_URL_DYNAMODB: `http://${host}`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://${host}`,
    AWS_ENDPOINT_URL_SNS: `http://${host}`,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE: `http://${host}/`,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: `http://${host}/`,
    PUBSUB_EMULATOR_HOST: host,
    GCE_METADATA_HOST: host,
    IDENTITY_ENDPOINT: `http://${host}/identity`,
    IDENTITY_HEADER: "h-1",
  });
  return {
    url: `http://${host}`,
    calls,
    async [Symbol.asyncDispose]() {
      restore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The same, which gives one answer after the other, at last always the same. */
export function openCloud(...answers: readonly [Scripted, ...Scripted[]]) {
  const left = [...answers];
  let [answer] = answers;
  return serveCloud(() => {
    answer = left.shift() ?? answer;
    return answer;
  });
}
