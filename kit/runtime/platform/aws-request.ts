import { signedHeaders } from "./aws-signature.ts";
import { type ApiResponse, call } from "./call.ts";

/** A call of an API of AWS, with all parameters in the body. */
export interface AwsCall {
  /** `sqs` */
  readonly service: string;
  /** Where the API is: `https://sqs.eu-central-1.amazonaws.com/`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** As in {@link call}. */
  readonly once?: boolean;
}

/** Calls an API of AWS as the function's role. */
export async function callAws({ service, url, headers, body, once = false }: AwsCall): Promise<ApiResponse> {
  // The role's keys, which Lambda renews by starting new instances: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  const {
    AWS_REGION: region = "",
    AWS_ACCESS_KEY_ID: accessKeyId = "",
    AWS_SECRET_ACCESS_KEY: secretAccessKey = "",
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  const request = { method: "POST", url, headers, body } as const;
  const keys = { accessKeyId, secretAccessKey, sessionToken };
  const signed = signedHeaders(request, { keys, service, region, time: new Date() });
  return call({ ...request, headers: signed, once });
}

/** A call of an API of AWS that speaks JSON. */
export interface AwsJsonCall extends Pick<AwsCall, "service" | "url" | "once"> {
  /** Of the protocol: https://smithy.io/2.0/aws/protocols/index.html */
  readonly version: "1.0" | "1.1";
  /** `AmazonSQS.SendMessageBatch` */
  readonly target: string;
  readonly input: object;
}

/** A response, with its content. */
export interface AwsJsonResponse<T> extends ApiResponse {
  /** Without properties where a failed response is not JSON. */
  readonly content: Partial<T>;
  /** The type of an error, without its namespace. @default "" */
  readonly type: string;
}

/** Calls an API of AWS that speaks JSON. */
export async function callAwsJson<T>({ version, target, input, ...to }: AwsJsonCall): Promise<AwsJsonResponse<T>> {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amz-target": target };
  const response = await callAws({ ...to, headers, body: JSON.stringify(input) });
  const { isOk, text } = response;
  const content = text !== "" && (isOk || text.startsWith("{")) ? JSON.parse(text) : {};
  const { __type: type = "" }: { readonly __type?: string } = content;
  return { ...response, content, type: type.slice(type.indexOf("#") + 1) };
}

/**
 * The address of an API of AWS. SDKs read the same variables:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @param key - The end of the variable of this service. @default the service in capitals
 */
export function awsEndpoint(service: string, key = service.toUpperCase()): URL {
  const { env } = process;
  const given = env[`AWS_ENDPOINT_URL_${key}`] ?? env.AWS_ENDPOINT_URL;
  return new URL(given ?? `https://${service}.${env.AWS_REGION}.amazonaws.com/`);
}
