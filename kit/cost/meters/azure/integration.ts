import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { noPrice, unknownPrice } from "../no-price.ts";

const eventGrid = {
  source: "https://azure.microsoft.com/pricing/details/event-grid/",
  operations: "azure.eventgrid.operations",
};

/** Each 64 KB of an event are an operation: https://azure.microsoft.com/pricing/details/event-grid/ */
const parts = ({ use }: Reading): number => Math.max(1, Math.ceil(use("messageSize") / 64));

/** What is published is paid for even if nothing is delivered. */
const topic = (type: string): MeteredType => ({
  type,
  source: eventGrid.source,
  meters: [{ price: eventGrid.operations, quantity: (reading) => reading.use("messages") * parts(reading) }],
});

const customTopic = topic("azure-native:eventgrid:Topic");
const systemTopic = topic("azure-native:eventgrid:SystemTopic");

/** Each attempt to deliver an event is paid for, and looking into it, too. */
const eventSubscription = (type: string, property: string, topics: readonly string[]): MeteredType => ({
  type,
  source: eventGrid.source,
  place: ({ from }) => topics.map((each) => from(property, each)).find((found) => found !== undefined),
  meters: [
    {
      price: eventGrid.operations,
      quantity(reading) {
        const matches = reading.inputs.list("filter.advancedFilters").length > 0 ? 1 : 0;
        return reading.use("messages") * (reading.use("attempts") * parts(reading) + matches);
      },
    },
  ],
});

export const eventGridTypes: readonly MeteredType[] = [
  customTopic,
  systemTopic,
  eventSubscription("azure-native:eventgrid:EventSubscription", "scope", [customTopic.type, systemTopic.type]),
  eventSubscription("azure-native:eventgrid:TopicEventSubscription", "topicName", [customTopic.type]),
  eventSubscription("azure-native:eventgrid:SystemTopicEventSubscription", "systemTopicName", [systemTopic.type]),
];

/** What other plans have prices of their own for. */
function checkWorkflow(inputs: Inputs): void {
  if (inputs.has("integrationServiceEnvironment")) throw unknownPrice("integrationServiceEnvironment");
  if (inputs.has("parameters.$connections"))
    throw new UnreadableInput("parameters.$connections", "does not say how many steps are those of connectors");
}

export const logicWorkflow: MeteredType = {
  type: "azure-native:logic:Workflow",
  source: "https://azure.microsoft.com/pricing/details/logic-apps/",
  meters: [
    {
      price({ inputs }) {
        checkWorkflow(inputs);
        return inputs.text("state", "Enabled") === "Disabled" ? undefined : "azure.logicapps.actions";
      },
      quantity: ({ use }) => use("requests") * use("steps"),
    },
  ],
};

export const apiManagement: MeteredType = {
  type: "azure-native:apimanagement:ApiManagementService",
  source: "https://azure.microsoft.com/pricing/details/api-management/",
  meters: [
    {
      price({ inputs }) {
        const tier = inputs.text("sku.name");
        if (tier !== "Consumption") throw noPrice("sku.name", tier);
        return "azure.apimanagement.consumption.calls";
      },
      quantity: ({ use }) => use("requests"),
    },
  ],
};
