import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SecretError } from "fourfold/runtime";
import { setVariables } from "../support/variables.ts";

/** A call that a cloud has seen. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly target: string;
  readonly authorization: string;
}

/** What it answers: a status, and what is written as JSON. */
export type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

const token = JSON.stringify({ access_token: "t-1", expires_in: 3_600, expires_on: "4102444800" });

/** A server in the place of the three clouds that are asked for secrets. Functions of this process find it. */
export async function openClouds(answer: (seen: Seen) => Answer) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url: path = "", method = "", headers } = request;
    if (path.startsWith("/computeMetadata/") || path.startsWith("/identity")) return response.end(token);
    const target = String(headers["x-amz-target"]);
    const one = {
      method,
      path,
      body: Buffer.concat(chunks).toString(),
      target,
      authorization: `${headers.authorization}`,
    };
    seen.push(one);
    const [status, body, own = {}] = answer(one);
    return response.writeHead(status, own).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const restore = setVariables({
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://${host}`,
    CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: `http://${host}/`,
    GCE_METADATA_HOST: host,
    IDENTITY_ENDPOINT: `http://${host}/identity`,
    IDENTITY_HEADER: "h-1",
  });
  return {
    url: `http://${host}`,
    seen,
    async [Symbol.asyncDispose]() {
      restore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The code that a secret is not read with, or its value. */
export async function outcomeOf(read: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof SecretError) return error.code;
    throw error;
  }
}
