import type { Deployment } from "../deployment.ts";
import { describeLifecycles, type Needs } from "../lifecycle/lifecycle.ts";
import {
  accountId,
  consumerToken,
  cronToken,
  databaseToken,
  domainToken,
  queueToken,
  routeToken,
  scriptInputs,
  scriptToken,
  secretsStoreToken,
  storedSecretToken,
  subdomainToken,
  worker,
  zoneToken,
} from "./account.ts";

const hello = worker("return new Response('hello');");

/** A Worker under the name that a change gives. */
const withOther = async (cloudflare: Deployment): Promise<undefined> => {
  await cloudflare.create(scriptToken, "other", scriptInputs(hello, { scriptName: "shop-api2" }));
};

const createQueue = (cloudflare: Deployment, queueName: string) =>
  cloudflare.create(queueToken, queueName, { accountId, queueName });

const needs: Readonly<Record<string, Needs>> = {
  [scriptToken]: {
    values: {
      bindings: [{ type: "plain_text", name: "GREETING", text: "hello" }],
      compatibilityDate: "2025-12-01",
      compatibilityFlags: ["nodejs_compat"],
      keepBindings: ["secret_text"],
      contentType: "application/javascript+module",
      usageModel: "standard",
    },
    fixed: {
      accountId: "a provider works in one account",
      bodyPart: "the example is a module",
      contentFile: "the example has its content",
    },
  },
  [subdomainToken]: { after: [scriptToken], ground: withOther, fixed: { accountId: "the Worker is in this one" } },
  [routeToken]: { after: [scriptToken], ground: withOther, fixed: { zoneId: "a pattern is in one zone" } },
  [domainToken]: {
    after: [scriptToken],
    ground: withOther,
    values: { zoneName: "example.com" },
    fixed: { accountId: "the Worker is in this one" },
  },
  [cronToken]: {
    after: [scriptToken],
    ground: withOther,
    values: { schedules: [{ cron: "0 4 * * *" }] },
    fixed: { accountId: "the Worker is in this one" },
  },
  [queueToken]: { values: { jurisdiction: "eu" }, fixed: { accountId: "a provider works in one account" } },
  [consumerToken]: {
    after: [scriptToken],
    async ground(cloudflare) {
      await withOther(cloudflare);
      const [queue, other] = [await createQueue(cloudflare, "orders"), await createQueue(cloudflare, "others")];
      return { inputs: { queueId: queue.id }, values: { queueId: other.id, type: "http_pull" } };
    },
    fixed: { accountId: "the Worker and the queue are in this one" },
  },
  [databaseToken]: {
    values: { jurisdiction: "eu", primaryLocationHint: "weur", "readReplication.mode": "auto" },
    fixed: { accountId: "a provider works in one account" },
  },
  [secretsStoreToken]: { fixed: { accountId: "a provider works in one account" } },
  [storedSecretToken]: {
    async ground(cloudflare) {
      const store = await cloudflare.create(secretsStoreToken, "store", { accountId, name: "default_secrets_store" });
      return { inputs: { storeId: store.id }, values: { scopes: ["access", "workers"] } };
    },
    fixed: { accountId: "a provider works in one account", storeId: "an account has one store" },
  },
  [zoneToken]: { values: { type: "partial" }, fixed: { account: "a zone's name is in one account" } },
  "cloudflare:index/notificationPolicy:NotificationPolicy": {
    values: {
      accountId: "fedcba9876543210fedcba9876543210",
      "filters.limits": ["200"],
      mechanisms: { webhooks: [{ id: "f174e90afafe4643bbbc4a0ed4fc8415" }] },
    },
    fixed: { alertType: "billing_usage_alert is the only one that is simulated" },
  },
};

describeLifecycles("cloudflare", { configuration: { apiToken: "token" }, live: false }, needs);
