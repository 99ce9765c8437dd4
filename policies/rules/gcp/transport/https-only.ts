import { requires, requiresOneOf } from "../../../contract/requirements.ts";
import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const map = "gcp:compute/uRLMap:URLMap";

/** What answers plain HTTP may lead to HTTPS, and nowhere else. */
const proxy: GraphCheck = function* (subject, program) {
  const maps = program.targets(subject, "urlMap", map);
  if (maps.length > 0 && maps.every(({ inputs }) => inputs.flag("defaultUrlRedirect.httpsRedirect") === true)) return;
  const fix = "Give it a map with `defaultUrlRedirect: { httpsRedirect: true, stripQuery: false }`";
  yield { property: "urlMap", what: "it serves plain HTTP", fix };
};

/** On the machine itself nobody is on the way. */
const plain = /^http:\/\/(?!127\.|localhost[:/]|[^/:]*\.localhost[:/])/i;

const target = (property: string): Check =>
  function* ({ inputs }) {
    if (!plain.test(inputs.text(property) ?? "")) return;
    yield { property, what: "it delivers over plain HTTP", fix: "Set it to an address that begins with `https:`" };
  };

const around = (redirects: boolean) => [
  { type: map, name: "map", inputs: { defaultUrlRedirect: { httpsRedirect: redirects } } },
];

const unencrypted = "it accepts connections without TLS";

export const rule: Rule = {
  name: "https-only",
  cloud: "gcp",
  title: "Plain HTTP is not used",
  severity: "high",
  level: "denied",
  why: "Anyone on the network path can read and change what is sent over plain HTTP.",
  source: "https://cloud.google.com/load-balancing/docs/https/setting-up-http-https-redirect",
  references: { checkov: ["CKV2_GCP_38", "CKV_GCP_6", "CKV_GCP_97"], nist: ["SC-8", "SC-8(1)"] },
  types: {
    "gcp:compute/targetHttpProxy:TargetHttpProxy": {
      graph: [proxy],
      compliant: {},
      given: { sources: { urlMap: "map" }, around: around(true) },
      broken: [
        { at: "urlMap", says: "it serves plain HTTP", around: around(false) },
        { at: "urlMap", says: "it serves plain HTTP", around: [] },
      ],
    },
    "gcp:pubsub/subscription:Subscription": {
      checks: [target("pushConfig.pushEndpoint")],
      unknowns: { pushConfig: "later" },
      compliant: { pushConfig: { pushEndpoint: "https://shop.example.com/orders" } },
      broken: [["pushConfig.pushEndpoint", "http://shop.example.com/orders", "it delivers over plain HTTP"]],
    },
    // https://cloud.google.com/memorystore/docs/redis/about-in-transit-encryption
    "gcp:redis/instance:Instance": {
      checks: [requires("transitEncryptionMode", "SERVER_AUTHENTICATION", { else: unencrypted })],
      compliant: { transitEncryptionMode: "SERVER_AUTHENTICATION" },
      broken: [
        ["transitEncryptionMode", "DISABLED", unencrypted],
        ["transitEncryptionMode", undefined, unencrypted],
      ],
    },
    // https://cloud.google.com/sql/docs/postgres/configure-ssl-instance#enforcing-ssl
    "gcp:sql/databaseInstance:DatabaseInstance": {
      checks: [
        requiresOneOf("settings.ipConfiguration.sslMode", ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"], {
          else: unencrypted,
        }),
      ],
      compliant: {
        settings: { tier: "db-f1-micro", ipConfiguration: { sslMode: "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" } },
      },
      broken: [
        ["settings.ipConfiguration.sslMode", "ALLOW_UNENCRYPTED_AND_ENCRYPTED", unencrypted],
        ["settings.ipConfiguration.sslMode", undefined, unencrypted],
      ],
    },
    "gcp:cloudscheduler/job:Job": {
      checks: [target("httpTarget.uri")],
      unknowns: { httpTarget: "later" },
      compliant: { httpTarget: { uri: "https://shop.example.com/nightly" } },
      broken: [["httpTarget.uri", "http://shop.example.com/nightly", "it delivers over plain HTTP"]],
    },
  },
};
