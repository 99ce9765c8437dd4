import { at } from "../../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { isAllowed } from "../../../../iam/azure.ts";
import { callLimit } from "../../../../limits.ts";
import { type Api, type ApiAnswer, type ApiRequest, type ApiService, formatAddress } from "../../api/index.ts";
import type { Broker, Source } from "../broker.ts";
import { namespaceNamed, subscriptionToken, topicToken } from "../entities.ts";
import { serviceName } from "../namespace.ts";
import { badRequest, entityGone, lockLost, refuse, unauthorized } from "./errors.ts";
import { answerWith, lockPath } from "./incoming.ts";
import { outgoingIn } from "./outgoing.ts";
import { type AddressedEntity, targetOf } from "./target.ts";

interface Tools {
  readonly world: World;
  readonly broker: Broker;
  readonly endpoint: Pick<ApiService, "open">;
}

interface Call extends Tools {
  readonly request: ApiRequest;
  readonly target: AddressedEntity;
}

/** The right that an operation needs. */
type Right = "send" | "receive";

/** The names of the claims in errors. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas#rights-required-for-service-bus-operations */
const claims: Readonly<Record<Right, string>> = { send: "Send", receive: "Listen" };

/** The default of the parameter `timeout`, in seconds: https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read */
const defaultTimeout = 60;

/** The data action of a right, as in roles. https://learn.microsoft.com/azure/role-based-access-control/permissions/integration#microsoftservicebus */
export function dataAction(right: Right): string {
  return `Microsoft.ServiceBus/namespaces/messages/${right}/action`;
}

/** The reason of a refusal. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-troubleshooting-guide */
export function missingClaim(right: Right, path: string): string {
  return `Unauthorized access. '${claims[right]}' claim(s) are required to perform this operation. Resource: '${path}'.`;
}

/** The data plane of Service Bus. https://learn.microsoft.com/rest/api/servicebus/service-bus-runtime-rest */
export function serviceBusApi(tools: Tools): Api {
  return {
    service: serviceName,
    // https://learn.microsoft.com/azure/service-bus-messaging/authenticate-application
    audiences: () => ["https://servicebus.azure.net"],
    handle: (request) => handle(tools, request),
    refuse,
  };
}

function handle(tools: Tools, request: ApiRequest): ApiAnswer | Promise<ApiAnswer> {
  const { store } = tools.world;
  const namespace = namespaceNamed(store, request.name);
  if (namespace === undefined) throw new CloudError("NotFound", `The namespace "${request.name}" does not exist.`, 404);
  requireToken(namespace, request);
  const target = targetOf(store, namespace.id, request.segments);
  const [first, second, ...others] = target?.rest ?? [];
  if (target === undefined || others.length > 0) throw unknown(request);
  const call = { ...tools, request, target };
  if (first === undefined && request.method === "POST") return send(call);
  if (first === "head" && second === undefined) return receive(call);
  if (first !== undefined && second !== undefined) return settle(call, second);
  throw unknown(request);
}

function unknown({ method, segments }: ApiRequest): CloudError {
  return callLimit(`the simulator's Service Bus does not have ${method} ${segments.join("/")}`);
}

/** The simulator does not accept keys, even if the namespace would. https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication */
function requireToken(namespace: StoredResource, { principal, headers }: ApiRequest): void {
  if (principal !== undefined) return;
  if (headers.authorization === undefined) throw unauthorized("MissingToken: The request has no Authorization header.");
  if (at(namespace.outputs, "disableLocalAuth") !== true)
    throw callLimit(
      "the simulator's Service Bus takes access tokens of managed identities, and no shared access signatures",
    );
  throw unauthorized("LocalAuthDisabled: The namespace takes tokens of Microsoft Entra ID only.");
}

/** @throws CloudError which does not reveal to unauthorized callers what exists. */
function requireRight({ world, request, target }: Call, right: Right): StoredResource {
  const { principal = "" } = request;
  if (!isAllowed(world.store, { principal, action: dataAction(right), resource: target.id }))
    throw unauthorized(missingClaim(right, target.path));
  if (target.entity === undefined) throw entityGone(target.path);
  return target.entity;
}

/** https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue, https://learn.microsoft.com/rest/api/servicebus/send-message-batch */
function send(call: Call): ApiAnswer {
  const { world, broker, request, target } = call;
  const entity = requireRight(call, "send");
  // "Messages can only be submitted via the dead-letter operation of the parent entity."
  if (target.isDead) throw badRequest(`Messages cannot be sent to ${target.path}/$DeadLetterQueue.`);
  // Messages are sent to queues and topics: https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
  if (entity.type === subscriptionToken)
    throw badRequest(`Messages are sent to a topic and not to its subscription ${target.path}.`);
  for (const message of outgoingIn(request, world.clock.now())) broker.send(entity, message);
  return { status: 201, headers: { "content-type": request.headers["content-type"] ?? "application/xml" } };
}

function sourceOf(call: Call): Source {
  const entity = requireRight(call, "receive");
  if (entity.type === topicToken) throw badRequest(`Messages are received from a subscription of ${call.target.path}.`);
  return { entity, isDead: call.target.isDead };
}

/** `POST` locks a message, `DELETE` removes it. https://learn.microsoft.com/rest/api/servicebus/receive-and-delete-message-destructive-read */
async function receive(call: Call): Promise<ApiAnswer> {
  const { broker, endpoint, request, target } = call;
  if (request.method !== "POST" && request.method !== "DELETE") throw unknown(request);
  const source = sourceOf(call);
  const seconds = Number(request.query.get("timeout") ?? defaultTimeout);
  let message = broker.receive(source);
  if (message === undefined && seconds > 0) {
    await broker.wait(source, seconds * 1_000);
    message = broker.receive(source);
  }
  if (message === undefined) return { status: 204 };
  if (request.method === "DELETE") {
    broker.complete(source, message.lockToken);
    return answerWith(message);
  }
  const base = formatAddress(await endpoint.open(), request.name, serviceName);
  const path = `${target.path}${target.isDead ? "/$DeadLetterQueue" : ""}`;
  return answerWith(message, `${base}${path}/messages/${lockPath(message)}`);
}

/** https://learn.microsoft.com/rest/api/servicebus/delete-message, https://learn.microsoft.com/rest/api/servicebus/unlock-message, https://learn.microsoft.com/rest/api/servicebus/renew-lock-for-a-message */
function settle(call: Call, lockToken: string): ApiAnswer {
  const { broker, request } = call;
  const source = sourceOf(call);
  const ways: Readonly<Record<string, () => boolean>> = {
    DELETE: () => broker.complete(source, lockToken),
    PUT: () => broker.abandon(source, lockToken),
    POST: () => broker.renew(source, lockToken),
  };
  const way = Object.hasOwn(ways, request.method) ? ways[request.method] : undefined;
  if (way === undefined) throw unknown(request);
  if (!way()) throw lockLost();
  return { status: 200 };
}
