import type { CallerCheck, Operation } from "../../../contract.ts";

const functions = "https://learn.microsoft.com/azure/azure-functions";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Deliver a package by one deploy, and by nothing else",
    source: `${functions}/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-sources`,
    test: "delivery.test.ts",
    shows: "does not run a package that is only put into the deployment container",
    gap: "Packages come from simulated storage accounts only. Nothing is built remotely. Deleting the extension does nothing.",
  },
  {
    operation: "Let an app use its package by role assignment, at its resource or above",
    source: "https://learn.microsoft.com/azure/role-based-access-control/overview",
    test: "delivery.test.ts",
    shows: "answers 503 when the identity may not read the package any more",
    gap: "At once, where Azure takes minutes; asked at deliveries and starts. Conditions are refused; only roles with data actions count.",
  },
  {
    operation: "Start an app with the programming model v4",
    source: `${functions}/functions-reference-node`,
    test: "front.test.ts",
    shows: "finds no function in an app that cannot be loaded, and logs why",
    gap: "The model is the package's own; the host is the simulator's, and every runtime version is the simulator's own Node.js.",
  },
  {
    operation: "Stream requests and responses through the model's HTTP proxy",
    source: `${functions}/functions-reference-node#http-streams`,
    test: "function.test.ts",
    shows: "sends each part when it is made",
  },
  {
    operation: "Route by template and method, with the prefix of host.json; 404 for the rest",
    source: `${functions}/functions-bindings-http-webhook-trigger#customize-the-http-endpoint`,
    test: "front.test.ts",
    shows: "answers 404 for a path, a prefix or a method that no function has",
    gap: "Of the constraints of routes int, long, alpha, bool and guid are checked.",
  },
  {
    operation: "Ask for a function's key, 401 without",
    source: `${functions}/function-keys-how-to`,
    test: "front.test.ts",
    shows: "asks for a key where a function does",
    gap: "There are the master key and one key for all functions. Everything under /admin and /runtime answers 401.",
  },
  {
    operation: "Scale by the requests that an instance takes at a time, up to the maximum",
    source: `${functions}/functions-concurrency#http-trigger-concurrency`,
    test: "function.test.ts",
    shows: "takes no more requests at a time than one instance may when there may be only one",
    gap: "At most 8 instances, whatever the maximum. Requests above wait, and are refused after 230 seconds only. The last instance is not ended for being idle.",
  },
  {
    operation: "End a function after functionTimeout, and a silent request after 230 seconds with 502",
    source: `${functions}/functions-scale#timeout`,
    test: "front.test.ts",
    shows: "answers 502 after 230 seconds of silence",
  },
  {
    operation: "End instances that take more memory than they have",
    source: `${functions}/flex-consumption-plan#instance-memory`,
    test: "function.test.ts",
    shows: "ends an instance that uses more memory than it has, and answers with a new one",
    gap: "On Linux only, checked twenty times a second; only the worker's own memory counts, not the host's.",
  },
  {
    operation: "Redirect plain HTTP when only HTTPS is allowed",
    source: "https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https",
    test: "front.test.ts",
    shows: "redirects plain HTTP to the public name when only HTTPS is allowed",
    gap: "Only requests to the public name: the local address is let through, as if TLS had ended in front of it.",
  },
  {
    operation: "Restart an app when its settings change",
    source: `${functions}/functions-app-settings`,
    test: "front.test.ts",
    shows: "takes new settings into running code",
    gap: "References to Key Vault and App Configuration are not resolved.",
  },
  {
    operation: "Keep what an app logs",
    source: `${functions}/functions-monitoring`,
    test: "function.test.ts",
    shows: "keeps what the function and the platform's logger write",
    gap: "Under the app's name, while the simulator runs. The ingestion endpoint is missing: telemetry that an app sends itself goes nowhere.",
  },
  {
    operation: "Call functions with timer triggers at their times, in UTC",
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer",
    test: "timers.test.ts",
    shows: "calls a function at its times, and says when it was called before",
    gap: "Time spans in place of expressions are not supported, and `runOnStartup` has no effect.",
  },
  {
    operation: "Run a function with a timer trigger by hand",
    source: "https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http",
    test: "timers.test.ts",
    shows: "runs a function by hand, once and beside its times, with what is written down of its timer",
    gap: "The simulator's control address is asked for it: /admin answers 401 here.",
  },
  {
    operation: "Make up for the last run of a timer that was missed",
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#usage",
    test: "timers.test.ts",
    shows: "makes up for one run after a time without the host, and says that it is late",
  },
  {
    operation: "Call functions with triggers of Service Bus queues, and settle by how they end",
    source: `${functions}/functions-bindings-service-bus-trigger`,
    test: "servicebus/trigger.test.ts",
    shows: "gives a function the message and what is known of it, and completes it",
    gap: "Connections are by identity only, and read when the app starts. There are queues only, one message at a time: no topics, sessions, batches, or settling by code. `maxConcurrentCalls` is for the whole app, where Azure has it for each instance. Metadata has nothing of the host's own client.",
  },
  {
    operation: "Renew the lock of a message while a function works on it",
    source: `${functions}/functions-bindings-service-bus#hostjson-settings`,
    test: "servicebus/trigger.test.ts",
    shows: "renews the lock while the function works, for the time of host.json",
    gap: "Where the worker ends by itself, the instance does: the message comes back when its lock ends, and at once when the function took too long.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function app",
    calls: "its deployment container",
    shows: "its managed identity",
    checked: "role assignments with data actions, at the container or above",
    source: "https://learn.microsoft.com/azure/role-based-access-control/overview",
    code: "services/azure/web/delivery/package-access.ts",
    test: ["azure/delivery.test.ts", "answers 503 when the identity may not read the package any more"],
  },
  {
    who: "anyone",
    calls: "a function of level `function` or `admin`",
    shows: "a key, in `x-functions-key` or `code`",
    checked: "the app's keys",
    source: "https://learn.microsoft.com/azure/azure-functions/function-keys-how-to",
    code: "services/azure/web/host-keys.ts",
    test: ["azure/front.test.ts", "asks for a key where a function does"],
  },
  {
    who: "a function app",
    calls: "the queue of its trigger",
    shows: "its managed identity, as the settings of the connection name it",
    checked: "role assignments with data actions, at the queue or above, for each message",
    source: `${functions}/functions-bindings-service-bus-trigger#identity-based-connections`,
    code: "services/azure/web/triggers/service-bus.ts",
    test: ["azure/servicebus/listener.test.ts", "when the role is taken away"],
  },
];
