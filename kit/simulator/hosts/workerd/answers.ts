import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

/** An error response of Cloudflare itself, in the form for clients that do not ask for HTML: `error code: 1101`. */
export interface ErrorResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function errorCode(status: number, code: number): ErrorResponse {
  return { status, type: "text/plain; charset=UTF-8", body: `error code: ${code}` };
}

function page(status: number, reason: string): ErrorResponse {
  const title = `${status} ${reason}`;
  return {
    status,
    type: "text/html",
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** The Worker threw, or will never respond. https://developers.cloudflare.com/workers/observability/errors/ */
export const threw: ErrorResponse = errorCode(500, 1101);
/** The Worker does not exist on workers.dev, or is switched off there. https://developers.cloudflare.com/workers/configuration/routing/workers-dev/ */
export const nothingHere: ErrorResponse = errorCode(404, 1042);
/** https://developers.cloudflare.com/workers/platform/limits/#request-and-response-limits */
export const tooLarge: ErrorResponse = page(413, "Request Entity Too Large");
/** https://developers.cloudflare.com/support/troubleshooting/http-status-codes/4xx-client-error/error-400/ */
export const malformed: ErrorResponse = page(400, "Bad Request");
/** No route leads to a Worker, and the simulator has no origins. https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-523/ */
export const noOrigin: ErrorResponse = errorCode(523, 523);

/** Headers that Cloudflare adds to every response. https://developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id/ */
export function cloudflareHeaders(ray: string): readonly string[] {
  return ["server", "cloudflare", "cf-ray", ray];
}

export function newRay(): string {
  return `${randomBytes(8).toString("hex")}-SIM`;
}

/** Sends an answer, or breaks the connection if the Worker has already begun its response. */
export function sendAnswer(answer: ErrorResponse, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers = ["content-type", answer.type, "content-length", String(answer.body.length)];
  response.writeHead(answer.status, [...headers, ...cloudflareHeaders(newRay())]);
  response.end(answer.body);
}
