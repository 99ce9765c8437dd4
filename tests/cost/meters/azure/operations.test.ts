import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { alone, azure } from "../../support/azure.ts";
import { consumed, withoutPrice } from "../../support/metered.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("monitoring", () => {
  it("pays for logs that are kept longer than is free", () => {
    const logs = alone("operationalinsights:Workspace");
    const insights = alone("applicationinsights:Component");
    const kept = (days: number) => ({ retentionInDays: days });

    assert.deepEqual(logs.pays(kept(31), { storage: 10 }), {});
    assert.deepEqual(logs.pays(kept(62), { storage: 10 }), { "loganalytics.retention": 5 });
    assert.deepEqual(insights.pays(kept(90), { storage: 10 }), {});
    assert.deepEqual(insights.pays(kept(180), { storage: 10 }), { "loganalytics.retention": 5 });
    assert.deepEqual(logs.lacks({ sku: { name: "CapacityReservation" } }), ["sku.name"]);
  });

  it("pays for logs that a diagnostic setting sends to a workspace, where that is", () => {
    const workspace = azure("operationalinsights:Workspace", "logs");
    const setting = (inputs: Fields, from: Readonly<Record<string, string>>) =>
      resourceOf("azure-native:monitor:DiagnosticSetting", "one", inputs, { sources: sourcesOf(from) });
    const usage = { requests: 1_000_000, logSize: 1.048576 };

    assert.deepEqual(consumed([workspace, setting({}, { workspaceId: "logs" })], "one", usage), {
      "loganalytics.ingestion": 1,
    });
    assert.deepEqual(consumed([setting({}, {})], "one", usage), {});
  });

  it("pays for each time series that an alert watches", () => {
    const alert = alone("monitor:MetricAlert");
    const dimensions = [{ values: ["a", "b"] }, { values: ["c", "d", "e"] }];
    const inputs = { scopes: ["one", "two"], criteria: { allOf: [{ dimensions }, {}] } };
    const watching = (condition: Fields) => alert.lacks({ scopes: ["one"], criteria: { allOf: [condition] } });

    assert.deepEqual(alert.pays(inputs), { "monitor.metric-alerts": 14 });
    assert.deepEqual(alert.pays({ ...inputs, enabled: false }), {});
    assert.deepEqual(watching({ criterionType: "DynamicThresholdCriterion" }), ["criteria.allOf[].criterionType"]);
    assert.deepEqual(watching({ dimensions: [{ values: ["*"] }] }), ["criteria.allOf[].dimensions"]);
  });

  it("pays for log alerts by how often they look", () => {
    const alert = alone("monitor:ScheduledQueryRule");

    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M" }), { "monitor.log-alerts-5m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT1H" }), { "monitor.log-alerts-15m": 1 });
    assert.deepEqual(alert.pays({ evaluationFrequency: "PT5M", enabled: false }), {});
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT1M" }), ["evaluationFrequency"]);
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", kind: "LogToMetric" }), ["kind"]);
    const criteria = { allOf: [{ dimensions: [{ name: "host" }] }] };
    assert.deepEqual(alert.lacks({ evaluationFrequency: "PT5M", criteria }), ["criteria.allOf[].dimensions"]);
  });

  it("pays for each email of an alarm that goes off, and knows of no other messages", () => {
    const group = alone("monitor:ActionGroup");

    assert.deepEqual(group.pays({ emailReceivers: [{}, {}] }, { alerts: 20 }), { "monitor.emails": 40 });
    assert.deepEqual(group.lacks({ smsReceivers: [{}] }), ["smsReceivers"]);
    assert.deepEqual(group.lacks({ webhookReceivers: [{}] }), ["webhookReceivers"]);
  });
});

describe("a vault", () => {
  const vault = azure("keyvault:Vault", "vault");
  const vaulted = (type: string, properties: Fields) =>
    [
      vault,
      resourceOf(
        `azure-native:keyvault:${type}`,
        "one",
        { properties },
        { sources: sourcesOf({ vaultName: "vault" }) },
      ),
    ] as const;
  const of = (type: string, properties: Fields) => consumed(vaulted(type, properties), "one", { accesses: 50 });

  it("has each reading of a secret paid for, and each use of a key by its kind", () => {
    assert.deepEqual(of("Secret", {}), { "keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA" }), { "keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA", keySize: 3_072 }), { "keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "EC" }), { "keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA-HSM" }), { "keyvault.operations": 50, "keyvault.hsm-keys": 1 });
  });

  it("has rotations of a key paid for", () => {
    const rotating = (timeAfterCreate: string) => ({
      kty: "RSA",
      rotationPolicy: { lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate } }] },
    });

    assert.equal(of("Key", rotating("P1M"))["keyvault.rotations"], 1);
    assert.equal(of("Key", rotating("P365D"))["keyvault.rotations"], 0.0833333333);
    const notifying = { lifetimeActions: [{ action: { type: "notify" }, trigger: { timeAfterCreate: "P1M" } }] };
    assert.equal(of("Key", { kty: "RSA", rotationPolicy: notifying })["keyvault.rotations"], undefined);
    assert.deepEqual(withoutPrice(vaulted("Key", rotating("PT1H")), "one"), ["trigger.timeAfterCreate"]);
  });

  it("is unknown for kinds of keys that the book has no price for", () => {
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "EC-HSM" }), "one"), ["properties.kty"]);
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "RSA-HSM", keySize: 4_096 }), "one"), ["properties.keySize"]);
  });
});
