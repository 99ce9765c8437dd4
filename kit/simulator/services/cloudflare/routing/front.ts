import type { IncomingMessage, ServerResponse } from "node:http";
import { requiredText, textAt } from "../../../contract/read.ts";
import type { World } from "../../../contract.ts";
import { noOrigin, sendAnswer } from "../../../hosts/workerd/answers.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { domainToken, routeToken, scriptToken } from "../tokens.ts";
import { bySpecificity, type Destination, matchesPattern, parsePattern } from "./route-pattern.ts";

/** The key of the endpoint of a host name in a zone, which all its routes and custom domains share. */
export function zoneKey(host: string): string {
  return `cloudflare host ${host}`;
}

/** Opens the endpoint of a host name. A request to the local address is treated as one to that host. */
export async function openHost(host: string, workers: WorkerHost, world: World): Promise<void> {
  await world.endpoints.open({ cloud: "cloudflare", key: zoneKey(host), host }, (request, response) =>
    answer(host, workers, world, request, response),
  );
}

/** Closes the endpoint of a host name when nothing but the resource with this id leads to it. */
export async function closeHost(host: string, id: string, world: World): Promise<void> {
  const others = [...world.store.find(routeToken), ...world.store.find(domainToken)].filter((other) => other.id !== id);
  if (others.some(({ inputs }) => hostOf(inputs) === host)) return;
  await world.endpoints.close(zoneKey(host));
}

/** The host name of a route's pattern or a custom domain. */
export function hostOf(inputs: Readonly<Record<string, unknown>>): string {
  const pattern = textAt(inputs, "pattern");
  if (pattern === undefined) return requiredText(inputs, "hostname").toLowerCase();
  return parsePattern(pattern)?.host ?? pattern;
}

/** Routes take precedence over custom domains. https://developers.cloudflare.com/workers/configuration/routing/ */
function answer(
  host: string,
  workers: WorkerHost,
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  const called = (request.headers.host ?? host).replace(/:\d+$/, "");
  const isLocal = called === "127.0.0.1" || called === "localhost";
  const destination = {
    scheme: "encrypted" in request.socket ? "https" : "http",
    host: isLocal ? host : called,
    path: request.url ?? "/",
  } as const;
  const worker = findWorker(destination, world);
  if (worker !== undefined) return workers.serve(worker, destination.host, request, response);
  request.resume();
  sendAnswer(noOrigin, response);
}

function findWorker(destination: Destination, world: World): string | undefined {
  const [route] = world.store
    .find(routeToken)
    .flatMap(({ inputs }) => {
      const pattern = parsePattern(requiredText(inputs, "pattern"));
      return pattern !== undefined && matchesPattern(pattern, destination)
        ? [{ pattern, script: textAt(inputs, "script") }]
        : [];
    })
    .sort((a, b) => bySpecificity(a.pattern, b.pattern));
  // A route without a script disables less specific routes and custom domains.
  if (route !== undefined) return route.script === undefined ? undefined : ownerOf(route.script, world);
  const [domain] = world.store.find(domainToken, ({ inputs }) => hostOf(inputs) === destination.host.toLowerCase());
  return domain === undefined
    ? undefined
    : workerId(requiredText(domain.inputs, "accountId"), requiredText(domain.inputs, "service"));
}

/** A route names a script without its account. In the cloud that is the zone's account, here the first that has the script. */
function ownerOf(script: string, world: World): string | undefined {
  const [found] = world.store.find(scriptToken, ({ inputs }) => textAt(inputs, "scriptName") === script);
  return found === undefined ? undefined : workerId(requiredText(found.inputs, "accountId"), script);
}
