import type { Operation } from "../../contract.ts";

const functions = "https://learn.microsoft.com/azure/azure-functions";

/** What the simulated Azure does, for the table of the documentation. */
export const operations: readonly Operation[] = [
  {
    operation: "Deliver a package by one deploy, and by nothing else",
    source: `${functions}/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-sources`,
    gap: "Packages come from simulated storage accounts only. Nothing is built remotely. Deleting the extension does nothing.",
  },
  {
    operation: "Sign and check links to blobs",
    source: "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    gap: "Addresses, protocols and stored access policies are not looked at.",
  },
  {
    operation: "Let an app use its package by role assignment, at its resource or above",
    source: "https://learn.microsoft.com/azure/role-based-access-control/overview",
    gap: "At once, where Azure takes minutes; asked at deliveries and starts. Conditions are refused; only roles with data actions count.",
  },
  {
    operation: "Start an app with the programming model v4",
    source: `${functions}/functions-reference-node`,
    gap: "The model is the package's own; the host is the simulator's, and every runtime version is the simulator's own Node.js.",
  },
  {
    operation: "Stream requests and responses through the model's HTTP proxy",
    source: `${functions}/functions-reference-node#http-streams`,
  },
  {
    operation: "Route by template and method, with the prefix of host.json; 404 for the rest",
    source: `${functions}/functions-bindings-http-webhook-trigger#customize-the-http-endpoint`,
    gap: "Of the constraints of routes int, long, alpha, bool and guid are checked.",
  },
  {
    operation: "Ask for a function's key, 401 without",
    source: `${functions}/function-keys-how-to`,
    gap: "There are the master key and one key for all functions. Everything under /admin and /runtime answers 401.",
  },
  {
    operation: "Scale by the requests that an instance takes at a time, up to the maximum",
    source: `${functions}/functions-concurrency#http-trigger-concurrency`,
    gap: "At most 8 instances; requests above wait. The last instance is not ended for being idle.",
  },
  {
    operation: "End a function after functionTimeout, and a silent request after 230 seconds with 502",
    source: `${functions}/functions-scale#timeout`,
  },
  {
    operation: "End instances that take more memory than they have",
    source: `${functions}/flex-consumption-plan#instance-memory`,
    gap: "On Linux only, checked twenty times a second; only the worker's own memory counts, not the host's.",
  },
  {
    operation: "Redirect plain HTTP when only HTTPS is allowed",
    source: "https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https",
    gap: "Only requests to the public name: the local address is let through, as if TLS had ended in front of it.",
  },
  {
    operation: "Restart an app when its settings change",
    source: `${functions}/functions-app-settings`,
    gap: "References to Key Vault and App Configuration are not resolved.",
  },
  {
    operation: "Keep what an app logs",
    source: `${functions}/functions-monitoring`,
    gap: "Under the app's name, while the simulator runs. There is no ingestion endpoint: telemetry that an app sends itself goes nowhere.",
  },
  {
    operation: "Give an app's identity tokens",
    source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity",
    gap: "Not yet: an app has no token endpoint, and no service here would take a token.",
  },
];
