import { unknown } from "../../../../kit/cost/resources/resource.ts";
import { gigabyte, one } from "../../support/aws.ts";
import { theyAreNotPriced, theyTake } from "../../support/metered.ts";

describe("what logs, alarms, secrets, keys and firewalls of AWS take", () => {
  theyTake([
    [
      "logs by how long they are kept",
      [one("cloudwatch/logGroup", { retentionInDays: 60 })],
      { requests: gigabyte, logSize: 2 },
      { "logs.ingestion": 2, "logs.storage": 0.6 },
    ],
    [
      "logs that are kept for ever, by what is kept",
      [one("cloudwatch/logGroup")],
      { requests: gigabyte, logSize: 2, storage: 9 },
      { "logs.ingestion": 2, "logs.storage": 9 },
    ],
    ["an alarm", [one("cloudwatch/metricAlarm", { period: 60 })], {}, { "cloudwatch.alarms": 1 }],
    [
      "an alarm's metrics",
      [one("cloudwatch/metricAlarm", { metricQueries: [{ expression: "a/b" }, { metric: {} }, { metric: {} }] })],
      {},
      { "cloudwatch.alarms": 2 },
    ],
    [
      "an alarm's band",
      [one("cloudwatch/metricAlarm", { thresholdMetricId: "band", metricQueries: [{ metric: {} }] })],
      {},
      { "cloudwatch.alarms": 3 },
    ],
    [
      "a metric of logs",
      [one("cloudwatch/logMetricFilter", { metricTransformation: { name: "errors" } })],
      {},
      { "cloudwatch.metrics": 1 },
    ],
    [
      "a secret's replicas and requests",
      [one("secretsmanager/secret", { replicas: [{ region: "eu-west-1" }] })],
      { accesses: 5 },
      { "secretsmanager.secrets": 2, "secretsmanager.requests": 5 },
    ],
    ["a key in another region", [one("kms/replicaKey")], { accesses: 5 }, { "kms.keys": 1, "kms.requests": 5 }],
    [
      "a web ACL's rules",
      [
        one("wafv2/webAcl", {
          rules: [
            { statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } } },
            {},
          ],
        }),
      ],
      { requests: 5 },
      { "wafv2.acls": 1, "wafv2.rules": 2, "wafv2.requests": 5 },
    ],
  ]);
});

describe("what cannot be priced of logs, alarms, secrets, keys and firewalls of AWS", () => {
  theyAreNotPriced([
    [one("cloudwatch/logGroup", { logGroupClass: "INFREQUENT_ACCESS" }), "logGroupClass"],
    [one("cloudwatch/logGroup", { logGroupClass: unknown }), "logGroupClass"],
    [one("cloudwatch/metricAlarm", { period: 10 }), "period"],
    [one("cloudwatch/metricAlarm", { metricQueries: [{ metric: { period: 30 } }] }), "period"],
    [one("cloudwatch/metricAlarm", { metricQueries: [{ expression: "SELECT AVG(x) FROM y" }] }), "metricQueries"],
    [
      one("cloudwatch/logMetricFilter", { metricTransformation: { dimensions: {} } }),
      "metricTransformation.dimensions",
    ],
    [one("kms/key", { customerMasterKeySpec: "RSA_4096" }), "customerMasterKeySpec"],
    [
      one("wafv2/webAcl", {
        rules: [{ statement: { managedRuleGroupStatement: { name: "AWSManagedRulesBotControlRuleSet" } } }],
      }),
      "rules",
    ],
    [one("wafv2/webAcl", { ruleJson: "[]" }), "ruleJson"],
    [one("wafv2/webAcl", { rules: [{ action: { captcha: {} } }] }), "rules"],
    [one("wafv2/webAcl", { rules: [{ action: { challenge: {} } }] }), "rules"],
    [one("wafv2/webAcl", { rules: [{ statement: { managedRuleGroupStatement: { vendorName: "F5" } } }] }), "rules"],
  ]);
});
