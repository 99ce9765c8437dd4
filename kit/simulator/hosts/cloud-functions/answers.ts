import type { IncomingMessage, ServerResponse } from "node:http";

/** A response that the platform sends itself, without the function. */
export interface FrontEndResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The part of a request that decides whether it is admitted. */
export interface AdmittedRequest extends Pick<IncomingMessage, "url" | "headers" | "rawHeaders"> {
  /** Whether it comes from one of Google's own services in the project. @default it comes from outside */
  readonly isInternal?: boolean;
}

/** Decides about a request before any instance receives it: `undefined` admits it. */
export type Admission = (request: AdmittedRequest) => FrontEndResponse | undefined;

const html = { "content-type": "text/html; charset=UTF-8" };
const text = { "content-type": "text/plain" };

/** An error page of Google's front end. */
function page(status: number, title: string, line: string): string {
  return `
<html><head>
<meta http-equiv="content-type" content="text/html;charset=utf-8">
<title>${status} ${title}</title>
</head>
<body text=#000000 bgcolor=#ffffff>
<h1>Error: ${title}</h1>
<h2>${line}</h2>
<h2></h2>
</body></html>
`;
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Credentials are missing or not sufficient. https://cloud.google.com/run/docs/troubleshooting#unauthorized-client */
export function forbidden(path: string): FrontEndResponse {
  const line = `Your client does not have permission to get URL <code>${escapeHtml(path)}</code> from this server.`;
  return { status: 403, headers: html, body: page(403, "Forbidden", line) };
}

/** Credentials that are not valid. https://cloud.google.com/run/docs/troubleshooting#401 */
export function unauthorized(path: string): FrontEndResponse {
  const line = `Your client does not have permission to the requested URL <code>${escapeHtml(path)}</code>.`;
  const challenge = 'Bearer error="invalid_token" error_description="The access token could not be verified"';
  return { status: 401, headers: { ...html, "www-authenticate": challenge }, body: page(401, "Unauthorized", line) };
}

/** Ingress settings block the request. https://cloud.google.com/run/docs/troubleshooting#404 */
export const notFound: FrontEndResponse = {
  status: 404,
  headers: html,
  body: page(404, "Page not found", "The requested URL was not found on this server."),
};

/** A request of more than 32 MiB. https://cloud.google.com/run/quotas */
export const tooLarge: FrontEndResponse = {
  status: 413,
  headers: html,
  body: page(413, "Request Entity Too Large", "Your client issued a request that was too large."),
};

/** No instance was free in time. https://cloud.google.com/run/docs/troubleshooting#429 */
export const rateExceeded: FrontEndResponse = { status: 429, headers: text, body: "Rate exceeded." };

/** The function's response is larger than allowed. https://cloud.google.com/run/quotas */
export const responseTooLarge: FrontEndResponse = { status: 500, headers: text, body: "Internal Server Error" };

/** The instance ended or broke the connection. https://cloud.google.com/run/docs/troubleshooting#503 */
export const unavailable: FrontEndResponse = { status: 503, headers: text, body: "Service Unavailable" };

/** The request took longer than the function's timeout. https://cloud.google.com/run/docs/troubleshooting#504 */
export const upstreamTimeout: FrontEndResponse = { status: 504, headers: text, body: "upstream request timeout" };

/** Sends an answer, or breaks the connection if the function has already begun its response. */
export function sendAnswer(answer: FrontEndResponse, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}
