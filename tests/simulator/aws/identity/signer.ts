import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Deployment } from "../../deployment.ts";

/** Environment variables with credentials, as functions get them and the simulator gives them. */
export type CredentialVariables = Readonly<Record<string, string>>;

/** Whom an event says a request was signed by. */
export type Iam = Readonly<Record<"accessKey" | "accountId" | "userArn", string>>;

export interface Signing {
  readonly credentials: CredentialVariables;
  readonly region?: string;
  readonly service?: string;
  readonly time?: Date;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function signerFor({ credentials, region = "eu-central-1", service = "lambda" }: Signing): SignatureV4 {
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN = "" } = credentials;
  const identity = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN === "" ? {} : { sessionToken: AWS_SESSION_TOKEN }),
  };
  return new SignatureV4({ credentials: identity, region, service, sha256: Sha256 });
}

function requestTo(url: URL, { method = "GET", headers = {}, body }: Signing) {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) query[name] = url.searchParams.getAll(name);
  return {
    ...{ method, protocol: url.protocol, hostname: url.hostname, port: Number(url.port), path: url.pathname, query },
    headers: { ...headers, host: url.host },
    ...(body === undefined ? {} : { body }),
  };
}

/** The headers of a request signed by AWS's own library. */
export async function signedHeaders(address: string, signing: Signing): Promise<Record<string, string>> {
  const signed = await signerFor(signing).sign(requestTo(new URL(address), signing), dated(signing));
  const { host: _host, ...headers } = signed.headers;
  return headers;
}

/** Sends a request signed by AWS's own library. */
export async function fetchSigned(address: string, signing: Signing): Promise<Response> {
  const { method = "GET", body } = signing;
  const headers = await signedHeaders(address, signing);
  return fetch(address, { method, headers, ...(body === undefined ? {} : { body }) });
}

/** An address that carries its signature, made by AWS's own library. */
export async function presign(address: string, signing: Signing, expiresIn: number): Promise<string> {
  const url = new URL(address);
  const options = { ...dated(signing), expiresIn };
  const { query = {} } = await signerFor(signing).presign(requestTo(url, signing), options);
  const presigned = new URL(url.pathname, url);
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) presigned.searchParams.append(name, String(value));
  }
  return presigned.href.replaceAll("+", "%20");
}

function dated({ time }: Signing): { signingDate?: Date } {
  return time === undefined ? {} : { signingDate: time };
}

/** The credentials of a role or an account. */
export async function credentialsOf(
  aws: Pick<Deployment, "simulator">,
  principal: string,
): Promise<CredentialVariables> {
  const services = await aws.simulator.services("aws");
  return (await services.credentials?.({ principal })) ?? {};
}
