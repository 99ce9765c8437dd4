/** How an app runs, from its resources. */
export interface AppConfiguration {
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  readonly location: string;
  /** The app's host name in Azure: `<name>.azurewebsites.net`. */
  readonly host: string;
  /** App settings: the app's environment variables. */
  readonly settings: Readonly<Record<string, string>>;
  /** The memory of one instance, in megabytes. */
  readonly memory: number;
  /** How many requests one instance handles at a time. */
  readonly concurrency: number;
  readonly maximumInstances: number;
  readonly runtimeVersion: string;
  readonly httpsOnly: boolean;
  /** Whether the app is started. A stopped app answers 403. */
  readonly isEnabled: boolean;
  readonly keys: HostKeys;
  /** What the cloud's services add to the app's environment: the address that issues tokens of its managed identity. */
  readonly added: Readonly<Record<string, string>>;
}

/** Keys that functions with an `authLevel` require. https://learn.microsoft.com/azure/azure-functions/function-keys-how-to */
export interface HostKeys {
  readonly master: string;
  readonly default: string;
}

/** Limits of the platform around an app. */
export const quotas = {
  /**
   * Milliseconds of silence after which the load balancer abandons a request: "the maximum amount of time that an HTTP
   * triggered function can take to respond to a request". https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout
   */
  silence: 230_000,
  /** The largest body of a request, in bytes: 210 MB. https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits */
  requestBody: 220_200_960,
  /**
   * How many instances of one app run on this machine, whatever its maximum is: further requests wait. Azure's own maximum is
   * 1,000. This is a limit of the machine: the simulator does not simulate throughput.
   */
  localInstances: 8,
  /** Milliseconds after which an idle instance is ended, except for the last one. */
  idle: 30_000,
} as const;

/**
 * How many HTTP requests an instance handles at a time by default, by its memory.
 * https://learn.microsoft.com/azure/azure-functions/functions-concurrency#http-trigger-concurrency
 */
export const defaultConcurrency: Readonly<Record<number, number>> = { 512: 4, 2048: 16, 4096: 32 };

/**
 * An instance's environment: the documented variables of Functions, then the app's settings. Nothing of the simulator's own.
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings
 * https://learn.microsoft.com/azure/app-service/reference-app-settings
 */
export function environmentOf(app: AppConfiguration, instanceId: string): Record<string, string> {
  return {
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/home",
    LANG: "C.UTF-8",
    AZURE_FUNCTIONS_ENVIRONMENT: "Production",
    FUNCTIONS_EXTENSION_VERSION: "~4",
    FUNCTIONS_WORKER_RUNTIME: "node",
    FUNCTIONS_WORKER_RUNTIME_VERSION: app.runtimeVersion,
    REGION_NAME: app.location,
    WEBSITE_HOSTNAME: app.host,
    WEBSITE_INSTANCE_ID: instanceId,
    WEBSITE_OWNER_NAME: `${app.subscription}+${app.resourceGroup}`,
    WEBSITE_RESOURCE_GROUP: app.resourceGroup,
    WEBSITE_SITE_NAME: app.name,
    WEBSITE_SKU: "FlexConsumption",
    ...app.added,
    ...app.settings,
  };
}
