import * as v from "valibot";
import { Amount } from "../../estimate/declared.ts";
import type { UsageName } from "../../meters/usage-keys.ts";
import { addedUp, type MetricFormat, type MetricRow, parsed, type Series, Time } from "../contract.ts";

const page = "https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics";

/** A metric of a type of resource, which is named by its id. */
const metric = (kind: string, name: string, types: readonly string[], key: UsageName): MetricRow => ({
  ...{ metric: `${kind} ${name}`, types: types.map((type) => `azure-native:${type}`), key },
  source: `${page}/${kind.toLowerCase().replaceAll(/[./]/g, "-")}-metrics`,
});

const rows: readonly MetricRow[] = [
  // On Flex Consumption, what runs on always ready instances is counted apart.
  metric("Microsoft.Web/sites", "OnDemandFunctionExecutionCount", ["web:WebApp"], "requests"),
  metric("Microsoft.Web/sites", "AlwaysReadyFunctionExecutionCount", ["web:WebApp"], "requests"),
  metric("Microsoft.Web/sites", "FunctionExecutionCount", ["web:WebApp"], "requests"),
  metric("Microsoft.App/containerApps", "Requests", ["app:ContainerApp"], "requests"),
  metric("Microsoft.ApiManagement/service", "Requests", ["apimanagement:ApiManagementService"], "requests"),
  metric("Microsoft.Logic/workflows", "RunsStarted", ["logic:Workflow"], "requests"),
  metric("Microsoft.Cdn/profiles", "RequestCount", ["cdn:Profile"], "requests"),
  metric("Microsoft.ServiceBus/namespaces", "IncomingMessages", ["servicebus:Queue", "servicebus:Topic"], "messages"),
  metric("Microsoft.EventGrid/topics", "PublishSuccessCount", ["eventgrid:Topic"], "messages"),
  metric("Microsoft.EventGrid/systemTopics", "PublishSuccessCount", ["eventgrid:SystemTopic"], "messages"),
];

const Text = v.string("a text is expected");

const expectedSpan = "a time span like 2026-11-01T00:00:00Z/2026-12-01T00:00:00Z is expected";
const Span = v.pipe(
  v.string(expectedSpan),
  v.regex(/^[^/]+\/[^/]+$/, expectedSpan),
  v.transform((text) => text.split("/")),
  v.tuple([Time, Time], expectedSpan),
);

/** https://learn.microsoft.com/rest/api/monitor/metrics/list#response */
const Output = v.object({
  timespan: Span,
  value: v.array(
    v.object({
      id: v.pipe(Text, v.regex(/\/providers\/microsoft\.insights\/metrics\b/i, "the id of a metric is expected")),
      name: v.object({ value: Text }, "a name is expected"),
      timeseries: v.array(
        v.object({
          metadatavalues: v.optional(v.array(v.object({ name: v.object({ value: Text }), value: Text })), []),
          data: v.array(v.object({ total: v.nullish(Amount) }), "a list of values is expected"),
        }),
        "a list of series is expected",
      ),
    }),
    "a list of metrics is expected",
  ),
});

type Metric = v.InferOutput<typeof Output>["value"][number];

/** What is in a namespace is told by the dimension EntityName. Whether it is a queue or a topic, the name says of both. */
function seriesOf({ id, name, timeseries }: Metric): readonly Series[] {
  const [resource = ""] = id.split(/\/providers\/microsoft\.insights\/metrics\b/i);
  const [, kind = ""] = /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(resource) ?? [];
  return timeseries.map(({ metadatavalues, data }) => {
    const entity = metadatavalues.find((each) => each.name.value.toLowerCase() === "entityname")?.value;
    const sum = data.reduce((total, one) => total + (one.total ?? 0), 0);
    return { metric: `${kind} ${name.value}`, of: entity === undefined ? resource : `${resource}/*/${entity}`, sum };
  });
}

export const azure: MetricFormat = {
  cloud: "azure",
  title: "`az monitor metrics list`",
  mark: "timespan",
  read(content) {
    const {
      timespan: [from, to],
      value,
    } = parsed(Output, content);
    return { series: addedUp(value.flatMap(seriesOf)), from, to };
  },
  rows,
};
