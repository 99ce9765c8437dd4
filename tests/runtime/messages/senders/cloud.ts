import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Outgoing } from "../../../../kit/runtime/messages/envelope.ts";
import { setVariables } from "../../support/variables.ts";

/** What a cloud answers to a call. */
export interface Scripted {
  readonly status: number;
  readonly body: string;
}

/** A call that a cloud has seen. */
export interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What platforms answer who ask for a token. */
const token = JSON.stringify({ access_token: "t-1", expires_in: 3_600, expires_on: "4102444800" });

const isForToken = (path: string) => path.startsWith("/computeMetadata/") || path.startsWith("/identity");

/** A server in the place of a cloud, which gives tokens and answers all else as it is told, at last always the same; functions of this process find it. */
export async function openCloud(...answers: readonly [Scripted, ...Scripted[]]) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url: path = "", headers } = request;
    if (isForToken(path)) return response.end(token);
    calls.push({ path, headers, body: Buffer.concat(chunks).toString() });
    const { status, body } = answers[calls.length - 1] ?? answers.at(-1) ?? answers[0];
    return response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const restore = setVariables({
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_ENDPOINT_URL_DYNAMODB: `http://${host}`,
    AWS_ENDPOINT_URL_SNS: `http://${host}`,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE: `http://${host}/`,
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

/** Two messages on their way. */
export const messages: readonly Outgoing[] = ["m-1", "m-2"].map((id) => ({
  envelope: { id, sent: Date.UTC(2026, 10, 29) },
  body: `{"order":"${id}"}`,
  attributes: { kind: "created" },
}));
