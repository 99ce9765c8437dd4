import type { MeteredType, Reading } from "../../contract.ts";
import { pieces } from "../../units.ts";

const source = "https://azure.microsoft.com/pricing/details/event-grid/";
const price = "azure.eventgrid.operations";

/** Each 64 KB of an event are an operation: https://azure.microsoft.com/pricing/details/event-grid/ */
const parts = ({ use }: Reading): number => pieces(use("messageSize"), 64);

/** What is published is paid for even if nothing is delivered. */
const topic = (type: string): MeteredType => ({
  type,
  source,
  meters: [{ price, quantity: (reading) => reading.use("messages") * parts(reading) }],
});

const customTopic = topic("azure-native:eventgrid:Topic");
const systemTopic = topic("azure-native:eventgrid:SystemTopic");

/** Each attempt to deliver an event is paid for, and looking into it, too. */
const eventSubscription = (type: string, property: string, topics: readonly string[]): MeteredType => ({
  type,
  source,
  place: ({ from }) => topics.map((each) => from(property, each)).find((found) => found !== undefined),
  meters: [
    {
      price,
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
