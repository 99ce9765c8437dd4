import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { estimateOf, resource } from "./rows.ts";
import { functionWith, serviceWith, small } from "./services.ts";

const topicType = "pubsub/topic:Topic";
const subscriptionType = "pubsub/subscription:Subscription";
const ruleType = "compute/globalForwardingRule:GlobalForwardingRule";
const bucketWith = (inputs: Fields) => resource("storage/bucket:Bucket", { location: "us-central1", ...inputs });

/** What has other prices, or is not known, and the property that is named. */
const unreadable: readonly (readonly [it: CostedResource, property: string])[] = [
  [functionWith({ ...small, availableMemory: unknown }), "serviceConfig.availableMemory"],
  [functionWith({ ...small, availableMemory: "much" }), "serviceConfig.availableMemory"],
  [functionWith({ ...small, availableCpu: "many" }), "serviceConfig.availableCpu"],
  [functionWith({ availableMemory: "64Gi" }), "serviceConfig.availableCpu"],
  [functionWith({ ...small, minInstanceCount: unknown }), "serviceConfig.minInstanceCount"],
  [serviceWith({}, { nodeSelector: { accelerator: "nvidia-l4" } }), "template.nodeSelector.accelerator"],
  [serviceWith({}, { containers: [] }), "template.containers"],
  [serviceWith({}, {}, { scaling: { scalingMode: "MANUAL" } }), "scaling.scalingMode"],
  [serviceWith({ resources: { limits: { cpu: unknown } } }), "template.containers[0].resources.limits.cpu"],
  [resource(topicType, { messageTransforms: [{}] }), "messageTransforms"],
  [resource(topicType, { ingestionDataSourceSettings: {} }), "ingestionDataSourceSettings"],
  [resource(topicType, { messageRetentionDuration: "a day" }), "messageRetentionDuration"],
  [resource(subscriptionType, { messageTransforms: [{}] }), "messageTransforms"],
  [resource("firestore/database:Database", { databaseEdition: "ENTERPRISE" }), "databaseEdition"],
  [resource("redis/instance:Instance", { tier: "OTHER" }), "tier"],
  [resource("redis/instance:Instance", { readReplicasMode: "READ_REPLICAS_ENABLED" }), "readReplicasMode"],
  [bucketWith({ storageClass: "NEARLINE" }), "storageClass"],
  [bucketWith({ autoclass: { enabled: true } }), "autoclass"],
  [bucketWith({ lifecycleRules: [{ action: { storageClass: "COLDLINE" } }] }), "lifecycleRules"],
  [bucketWith({ customPlacementConfig: {} }), "customPlacementConfig"],
  [bucketWith({ hierarchicalNamespace: { enabled: true } }), "hierarchicalNamespace"],
  [resource("secretmanager/secretVersion:SecretVersion"), "secret"],
  [
    resource("kms/cryptoKey:CryptoKey", { versionTemplate: { protectionLevel: "HSM" } }),
    "versionTemplate.protectionLevel",
  ],
  [resource(ruleType, { loadBalancingScheme: "INTERNAL_MANAGED" }), "loadBalancingScheme"],
  [resource("logging/metric:Metric", { metricDescriptor: { labels: [{}] } }), "metricDescriptor.labels"],
  [resource("monitoring/metricDescriptor:MetricDescriptor", { labels: [{}] }), "labels"],
  [resource(ruleType, { loadBalancingScheme: "" }), "loadBalancingScheme"],
];

describe("what has other prices on Google Cloud", () => {
  for (const [refused, property] of unreadable) {
    it(`does not take another price for what ${property} of ${refused.type} says`, () => {
      const { unpriced } = estimateOf([refused]);

      assert.ok(
        unpriced.some(({ what }) => what === property),
        JSON.stringify(unpriced.map(({ what }) => what)),
      );
    });
  }
});
