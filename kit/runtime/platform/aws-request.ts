import { type AwsKeys, signedHeaders } from "./aws-signature.ts";
import { type ApiResponse, call } from "./call.ts";

/** The role's keys, which Lambda renews by starting new instances: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function keysOf({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: NodeJS.ProcessEnv): AwsKeys {
  return {
    accessKeyId: AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: AWS_SECRET_ACCESS_KEY ?? "",
    sessionToken: AWS_SESSION_TOKEN,
  };
}

/** A call of an API of AWS, with all parameters in the body. */
export interface AwsCall {
  /** `sqs` */
  readonly service: string;
  /** Where the API is: `https://sqs.eu-central-1.amazonaws.com/`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Calls an API of AWS as the function's role. */
export async function callAws({ service, url, headers, body }: AwsCall): Promise<ApiResponse> {
  const region = process.env.AWS_REGION ?? "";
  const request = { method: "POST", url, headers, body } as const;
  const signed = signedHeaders(request, {
    ...{ keys: keysOf(process.env), service, region },
    time: new Date(),
  });
  return call({ ...request, headers: signed });
}

/**
 * The address of an API of AWS. SDKs read the same variables:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function awsEndpoint(service: string): URL {
  const { env } = process;
  const given = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env.AWS_ENDPOINT_URL;
  return new URL(given ?? `https://${service}.${env.AWS_REGION}.amazonaws.com/`);
}
