import { clfTime, domainOf } from "../http/event.ts";
import type { FrontRequest } from "../http/request.ts";

/** What is known about a request that has been answered. */
export interface AccessRecord {
  readonly request: FrontRequest;
  readonly requestId: string;
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly path: string;
  readonly routeKey?: string;
  readonly status: number;
  readonly responseLength: number;
  /** In milliseconds. */
  readonly latency: number;
  readonly integrationLatency?: number;
  readonly integrationStatus?: number;
  readonly integrationError?: string;
  readonly errorMessage?: string;
}

type Value = string | number | undefined;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const variables: Readonly<Record<string, (record: AccessRecord) => Value>> = {
  accountId: (record) => record.accountId,
  apiId: (record) => record.apiId,
  awsEndpointRequestId: () => undefined,
  domainName: ({ request }) => domainOf(request),
  domainPrefix: (record) => record.apiId,
  "error.message": (record) => record.errorMessage,
  "error.messageString": ({ errorMessage }) => (errorMessage === undefined ? undefined : JSON.stringify(errorMessage)),
  "error.responseType": () => undefined,
  extendedRequestId: (record) => record.requestId,
  httpMethod: ({ request }) => request.method,
  "identity.sourceIp": ({ request }) => request.sourceIp,
  "identity.userAgent": ({ request }) => request.headers["user-agent"],
  "integration.error": (record) => record.integrationError,
  "integration.integrationStatus": (record) => record.integrationStatus,
  "integration.latency": (record) => record.integrationLatency,
  "integration.requestId": () => undefined,
  "integration.status": (record) => record.integrationStatus,
  integrationErrorMessage: (record) => record.integrationError,
  integrationLatency: (record) => record.integrationLatency,
  integrationStatus: (record) => record.integrationStatus,
  path: (record) => record.path,
  protocol: ({ request }) => request.protocol,
  requestId: (record) => record.requestId,
  requestTime: ({ request }) => clfTime(request.received),
  requestTimeEpoch: ({ request }) => Math.floor(request.received / 1_000),
  responseLatency: (record) => record.latency,
  responseLength: (record) => record.responseLength,
  routeKey: (record) => record.routeKey,
  stage: (record) => record.stage,
  status: (record) => record.status,
};

/** `$context.name`, even within a longer word: `$context.requestId,`. */
const variable = /\$context\.([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g;

/** Variables of features that are not simulated: authorizers, client certificates, custom domains, AWS WAF. */
const others =
  /^(?:authorizer\..+|authenticate\..+|authorize\..+|identity\.(?:accountId|caller|clientCert\..+|cognito.+|principalOrgId|user|userArn)|customDomain\.basePathMatched|awsEndpointRequestId2|dataProcessed|waf.*)$/;

/** The variables that a format uses: those with values here, those that only API Gateway has, and unknown ones. */
export function variablesOf(format: string): Readonly<Record<"known" | "others" | "unknown", readonly string[]>> {
  const names = [...format.matchAll(variable)].map(([, name = ""]) => name);
  const isKnown = (name: string) => Object.hasOwn(variables, name);
  const rest = names.filter((name) => !isKnown(name));
  return {
    known: names.filter(isKnown),
    others: rest.filter((name) => others.test(name)),
    unknown: rest.filter((name) => !others.test(name)),
  };
}

/** One line of an access log. A missing value is a hyphen. */
export function formatAccess(format: string, record: AccessRecord): string {
  return format.replaceAll(variable, (_whole, name: string) => String(variables[name]?.(record) ?? "-"));
}
