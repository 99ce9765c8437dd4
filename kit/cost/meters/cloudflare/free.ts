/** What costs nothing itself on Cloudflare, by the pages that say so. */
export const freeCloudflare: readonly string[] = [
  // What leads to a Worker: requests are billed at the Worker. https://developers.cloudflare.com/workers/platform/pricing/
  "cloudflare:index/queueConsumer:QueueConsumer",
  "cloudflare:index/workersCronTrigger:WorkersCronTrigger",
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain",
  "cloudflare:index/workersDeployment:WorkersDeployment",
  "cloudflare:index/workersRoute:WorkersRoute",
  "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain",
  // Written once, and kept in a namespace, which is billed: https://developers.cloudflare.com/kv/platform/pricing/
  "cloudflare:index/workersKv:WorkersKv",
  // Unlimited with the plan of Workers: https://developers.cloudflare.com/hyperdrive/platform/pricing/
  "cloudflare:index/hyperdriveConfig:HyperdriveConfig",
  // A beta: https://developers.cloudflare.com/secrets-store/
  "cloudflare:index/secretsStore:SecretsStore",
  "cloudflare:index/secretsStoreSecret:SecretsStoreSecret",
  // Settings of buckets, "for the operations" of which they are billed: https://developers.cloudflare.com/r2/pricing/
  "cloudflare:index/r2BucketCors:R2BucketCors",
  "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification",
  "cloudflare:index/r2BucketLock:R2BucketLock",
  "cloudflare:index/r2BucketSippy:R2BucketSippy",
  "cloudflare:index/r2CustomDomain:R2CustomDomain",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
  // In each plan of a zone, which is billed as a subscription: https://www.cloudflare.com/plans/
  "cloudflare:index/dnsRecord:DnsRecord",
  "cloudflare:index/ruleset:Ruleset",
  "cloudflare:index/tieredCache:TieredCache",
  "cloudflare:index/zone:Zone",
  "cloudflare:index/zoneDnssec:ZoneDnssec",
  "cloudflare:index/zoneSetting:ZoneSetting",
  // https://developers.cloudflare.com/notifications/
  "cloudflare:index/notificationPolicy:NotificationPolicy",
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
  // https://developers.cloudflare.com/fundamentals/api/get-started/create-token/
  "cloudflare:index/accountToken:AccountToken",
  "cloudflare:index/apiToken:ApiToken",
];
