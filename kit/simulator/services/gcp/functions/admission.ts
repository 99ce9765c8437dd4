import { requiredText, textAt } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import {
  type Admission,
  type AdmittedRequest,
  forbidden,
  notFound as hidden,
  unauthorized,
} from "../../../hosts/cloud-functions/answers.ts";
import { isAllowed } from "../../../iam/gcp.ts";
import { serviceBindings, type Tokens } from "../iam/index.ts";
import { projectOf } from "../project.ts";

/** The header that Cloud Run checks instead of `Authorization` when a request has both. https://cloud.google.com/run/docs/authenticating/service-to-service#acquire-token */
const ownHeader = "x-serverless-authorization";

/**
 * Decides who may call a function: by its ingress settings, then the caller's token, then the bindings of the function's Cloud
 * Run service.
 * https://cloud.google.com/functions/docs/securing/authenticating
 */
export function admission({ inputs, outputs, scope }: StoredResource, tokens: Tokens, world: World): Admission {
  const project = projectOf(inputs, scope);
  const [location, service] = [requiredText(inputs, "location"), requiredText(inputs, "name")];
  return (request) => {
    const path = request.url ?? "/";
    // Only Google's own services are inside the project's networks: https://cloud.google.com/functions/docs/networking/network-settings
    const isOpen = (textAt(inputs, "serviceConfig.ingressSettings") ?? "ALLOW_ALL") === "ALLOW_ALL";
    if (!isOpen && request.isInternal !== true) return hidden;
    const bindings = serviceBindings(project, location, service, world);
    if (isAllowed("run.routes.invoke", { anonymous: true }, bindings)) return undefined;
    const given = bearerOf(request);
    if (given === undefined) return forbidden(path);
    const caller = tokens.caller(given, requiredText(outputs, "url"));
    if (caller === undefined) return unauthorized(path);
    if (!isAllowed("run.routes.invoke", caller, bindings)) return forbidden(path);
    removeSignature(request);
    return undefined;
  };
}

function bearerOf({ headers }: AdmittedRequest): string | undefined {
  const value = headers[ownHeader] ?? headers.authorization;
  if (typeof value !== "string") return undefined;
  return /^Bearer (.*)$/i.exec(value)?.[1] ?? "";
}

/**
 * A function receives the verified token without its signature, so that it cannot impersonate its caller.
 * https://cloud.google.com/run/docs/troubleshooting#signature-removed
 */
function removeSignature({ headers, rawHeaders }: AdmittedRequest): void {
  const checked = headers[ownHeader] === undefined ? "authorization" : ownHeader;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== checked) continue;
    rawHeaders[at + 1] = (rawHeaders[at + 1] ?? "").replace(/\.[^.]*$/, ".SIGNATURE_REMOVED_BY_GOOGLE");
  }
}
