/** Type tokens that other types look up. */
export const scriptToken = "cloudflare:index/workersScript:WorkersScript";
export const subdomainToken = "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain";
export const cronToken = "cloudflare:index/workersCronTrigger:WorkersCronTrigger";
export const routeToken = "cloudflare:index/workersRoute:WorkersRoute";
export const domainToken = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
export const zoneToken = "cloudflare:index/zone:Zone";
export const queueToken = "cloudflare:index/queue:Queue";
export const consumerToken = "cloudflare:index/queueConsumer:QueueConsumer";
export const secretsStoreToken = "cloudflare:index/secretsStore:SecretsStore";
export const storedSecretToken = "cloudflare:index/secretsStoreSecret:SecretsStoreSecret";
export const databaseToken = "cloudflare:index/d1Database:D1Database";
