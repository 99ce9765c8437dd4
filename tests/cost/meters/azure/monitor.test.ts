import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure } from "../../support/azure.ts";
import { consumed } from "../../support/consumed.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("monitoring", () => {
  it("pays for logs that are kept longer than is free", () => {
    const logs = alone("operationalinsights:Workspace");
    const insights = alone("applicationinsights:Component");
    const kept = (days: number) => ({ retentionInDays: days });

    assert.deepEqual(logs.pays(kept(31), { storage: 10 }), {});
    assert.deepEqual(logs.pays(kept(62), { storage: 10 }), { "azure.loganalytics.retention": 5 });
    assert.deepEqual(insights.pays(kept(90), { storage: 10 }), {});
    assert.deepEqual(insights.pays(kept(180), { storage: 10 }), { "azure.loganalytics.retention": 5 });
    assert.deepEqual(logs.lacks({ sku: { name: "CapacityReservation" } }), ["sku.name"]);
  });

  it("pays for logs that a diagnostic setting sends to a workspace, where that is", () => {
    const workspace = azure("operationalinsights:Workspace", "logs");
    const setting = (inputs: Fields, from: Readonly<Record<string, string>>) =>
      resourceOf("azure-native:monitor:DiagnosticSetting", "one", inputs, { sources: sourcesOf(from) });
    const usage = { requests: 1_000_000, logSize: 1.048576 };

    assert.deepEqual(consumed([workspace, setting({}, { workspaceId: "logs" })], "one", usage), {
      "azure.loganalytics.ingestion": 1,
    });
    assert.deepEqual(consumed([setting({}, {})], "one", usage), {});
  });

  it("pays for each time series that an alert watches", () => {
    const alert = alone("monitor:MetricAlert");
    const dimensions = [{ values: ["a", "b"] }, { values: ["c", "d", "e"] }];
    const inputs = { scopes: ["one", "two"], criteria: { allOf: [{ dimensions }, {}] } };
    const watching = (condition: Fields) => alert.lacks({ scopes: ["one"], criteria: { allOf: [condition] } });

    assert.deepEqual(alert.pays(inputs), { "azure.monitor.metric-alerts": 14 });
    assert.deepEqual(alert.pays({ ...inputs, enabled: false }), {});
    assert.deepEqual(watching({ criterionType: "DynamicThresholdCriterion" }), ["criteria.allOf[0].criterionType"]);
    assert.deepEqual(watching({ dimensions: [{ values: ["*"] }] }), ["criteria.allOf[0].dimensions"]);
  });

  it("pays for log alerts by how often they look", () => {
    const alert = alone("monitor:ScheduledQueryRule");

    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M" }), { "azure.monitor.log-alerts-5m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT1H" }), { "azure.monitor.log-alerts-15m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M", enabled: false }), {});
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT1M" }), ["evaluationFrequency"]);
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", kind: "LogToMetric" }), ["kind"]);
    const criteria = { allOf: [{ dimensions: [{ name: "host" }] }] };
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", criteria }), ["criteria.allOf[0].dimensions"]);
  });

  it("pays for each email of an alarm that goes off, and knows of no other messages", () => {
    const group = alone("monitor:ActionGroup");

    assert.deepEqual(group.pays({ emailReceivers: [{}, {}] }, { alerts: 20 }), { "azure.monitor.emails": 40 });
    assert.deepEqual(group.lacks({ smsReceivers: [{}] }), ["smsReceivers"]);
    assert.deepEqual(group.lacks({ webhookReceivers: [{}] }), ["webhookReceivers"]);
  });
});
