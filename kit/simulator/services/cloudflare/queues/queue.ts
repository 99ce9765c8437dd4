import { recordAt, requiredText } from "../../../contract/read.ts";
import { CloudError, type Properties, type ResourceType, type World } from "../../../contract.ts";
import { between, inert, oneOf, simulated } from "../../rules.ts";
import type { ApiService } from "../api/index.ts";
import { idRule, newId, scope, timeOf } from "../ids.ts";
import { consumerToken, queueToken } from "../tokens.ts";
import type { Broker } from "./broker.ts";
import type { Consumers } from "./consumers.ts";
import { bindingName, queueDefaults, queueNamed } from "./queues.ts";

const page = "https://developers.cloudflare.com/queues/configuration/configure-queues/";
const limits = "https://developers.cloudflare.com/queues/platform/limits/";

/** The provider does not update consumers and producers after a queue is created. */
const nobodyYet: Properties = { consumers: [], consumersTotalCount: 0, producers: [], producersTotalCount: 0 };

function outputsOf({ settings }: Properties, world: World): Properties {
  return { ...nobodyYet, settings: { ...queueDefaults, ...recordAt(settings) }, modifiedOn: timeOf(world) };
}

/** Creates a queue without a deployment, unless one of the name exists, as Cloudflare does for dead letters. */
export function ensureQueue(world: World, accountId: string, queueName: string): void {
  if (queueNamed(world, accountId, queueName) !== undefined) return;
  const [id, inputs] = [newId(), { accountId, queueName }];
  const outputs = { ...inputs, ...outputsOf(inputs, world), queueId: id, createdOn: timeOf(world) };
  world.store.put({ type: queueToken, id, scope, inputs, outputs });
}

/** https://developers.cloudflare.com/api/resources/queues/ */
export function queueType(api: ApiService, { messages }: Broker, consumers: Consumers): ResourceType {
  return {
    token: queueToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/queue/",
    naming: {
      property: "queueName",
      generated: false,
      max: 63,
      pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      refused: ["-orders", "orders.new"],
      source: page,
    },
    // A name can be changed: https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/queue/schema.go
    replaceOn: ["accountId"],
    properties: {
      ...simulated("accountId", "queueName", "settings.deliveryDelay", "settings.deliveryPaused"),
      ...simulated("settings.messageRetentionPeriod"),
      ...inert("The simulator has one place.", "jurisdiction"),
    },
    constraints: [
      idRule("accountId"),
      between("settings.deliveryDelay", 0, 86_400, limits),
      between("settings.messageRetentionPeriod", 60, 1_209_600, limits),
      oneOf(
        "jurisdiction",
        ["eu", "us", "fedramp"],
        "https://developers.cloudflare.com/queues/configuration/data-location/",
      ),
    ],
    example: { accountId: "0123456789abcdef0123456789abcdef", queueName: "orders" },
    once: { createdOn: (_request, world) => timeOf(world) },
    id: newId,
    unique: [
      {
        key: (queue) => bindingName(queue),
        taken: ({ inputs }) => new CloudError("11009", `Queue name '${inputs.queueName}' is already taken.`, 409),
      },
    ],
    outputs: ({ inputs, id }, world) => ({ ...outputsOf(inputs, world), queueId: id }),
    async apply({ id }) {
      await api.open();
      consumers.look(id);
    },
    inside: ({ id }, { store }) => store.find(consumerToken, ({ inputs }) => requiredText(inputs, "queueId") === id),
    remove: ({ id }) => messages.drop(id),
  };
}
