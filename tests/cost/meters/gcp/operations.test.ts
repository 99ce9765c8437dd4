import { one, usage, user } from "../../support/gcp.ts";
import { theyAreNotPriced, theyTake } from "../../support/metered.ts";
import { urnOf } from "../../support/program.ts";

const month = 730 * 3_600;
const secretType = "secretmanager/secret:Secret";
const versionType = "secretmanager/secretVersion:SecretVersion";
const inTwo = { replication: { userManaged: { replicas: [{ location: "a" }, { location: "b" }] } } };

describe("what logs, metrics, secrets and keys of Google Cloud take", () => {
  theyTake([
    [
      "logs that are kept for more than 30 days",
      [one("logging/projectBucketConfig:ProjectBucketConfig", { retentionDays: 40 })],
      usage,
      { "logging.retention": 2.5 },
    ],
    ["no logs that are kept for 30 days", [one("logging/projectBucketConfig:ProjectBucketConfig")], usage, {}],
    [
      "the values of a metric of one's own, one a minute",
      [one("monitoring/metricDescriptor:MetricDescriptor", { valueType: "DOUBLE" })],
      usage,
      { "monitoring.metrics": (8 * 60 * 730) / 1_024 ** 2 },
    ],
    [
      "distributions of a metric from logs, which are ten times as large",
      [one("logging/metric:Metric", { metricDescriptor: { valueType: "DISTRIBUTION" } })],
      usage,
      { "monitoring.metrics": (80 * 60 * 730) / 1_024 ** 2 },
    ],
    ["no metric that is off", [one("logging/metric:Metric", { disabled: true })], usage, {}],
    [
      "conditions of alerts",
      [one("monitoring/alertPolicy:AlertPolicy", { conditions: [{}, {}] })],
      usage,
      { "monitoring.alerts": 2 },
    ],

    [
      "a version of a secret whose versions are elsewhere, in each place",
      [one(secretType, inTwo)],
      usage,
      { "secretmanager.versions": 2, "secretmanager.accesses": 50 },
    ],
    [
      "automatic replication as one place, and versions by themselves",
      [one(secretType, { replication: { auto: {} } }), user(versionType, "secret")],
      usage,
      { "secretmanager.accesses": 50 },
    ],
    [
      "a version in each place of its secret",
      [one(versionType, {}, { secret: "two" }), { ...one(secretType, inTwo), urn: urnOf("two"), name: "two" }],
      usage,
      { "secretmanager.versions": 2 },
    ],
    [
      "notifications of rotation",
      [one(secretType, { replication: { auto: {} }, rotation: { rotationPeriod: `${month / 2}s` } })],
      usage,
      { "secretmanager.versions": 1, "secretmanager.accesses": 50, "secretmanager.rotations": 2 },
    ],
    [
      "a secret of a region",
      [one("secretmanager/regionalSecret:RegionalSecret", { location: "us-central1" })],
      usage,
      { "secretmanager.versions": 1, "secretmanager.accesses": 50 },
    ],
    ["a key", [one("kms/cryptoKey:CryptoKey")], usage, { "kms.versions": 1, "kms.operations": 50 }],
    [
      "what rotation adds to a key",
      [one("kms/cryptoKey:CryptoKey", { rotationPeriod: `${month / 4}s` })],
      usage,
      { "kms.versions": 5, "kms.operations": 50 },
    ],
    [
      "nothing for a key without a version",
      [one("kms/cryptoKey:CryptoKey", { skipInitialVersionCreation: true })],
      usage,
      { "kms.operations": 50 },
    ],
  ]);
});

describe("what cannot be priced of metrics, secrets and keys of Google Cloud", () => {
  theyAreNotPriced([
    [one(versionType), "secret"],
    [
      one("kms/cryptoKey:CryptoKey", { versionTemplate: { protectionLevel: "HSM" } }),
      "versionTemplate.protectionLevel",
    ],
    [one("logging/metric:Metric", { metricDescriptor: { labels: [{}] } }), "metricDescriptor.labels"],
    [one("monitoring/metricDescriptor:MetricDescriptor", { labels: [{}] }), "labels"],
  ]);
});
