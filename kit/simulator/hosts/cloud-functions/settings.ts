/** What a revision of a function is made of. https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions */
export interface RevisionSettings {
  /** The Cloud Run service below the function: `K_SERVICE`. */
  readonly service: string;
  /** `K_REVISION`. */
  readonly revision: string;
  /** The hash of the source's files. */
  readonly code: string;
  /** The exported or registered function: `FUNCTION_TARGET`. */
  readonly entryPoint: string;
  /**
   * What it takes, unless it registers itself with a type: requests, or events and nothing else. `FUNCTION_SIGNATURE_TYPE`,
   * by whether the function has an event trigger. https://cloud.google.com/functions/docs/writing
   * @default "http"
   */
  readonly signature?: "http" | "cloudevent";
  /** In bytes. */
  readonly memory: number;
  /** In seconds, 1 to 3,600. */
  readonly timeout: number;
  /** Requests at a time on one instance. */
  readonly concurrency: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly variables: Readonly<Record<string, string>>;
  /** Who runs it: what its metadata server tells. */
  readonly identity: {
    readonly email: string;
    readonly project: string;
    readonly region: string;
  };
}

/**
 * The variables that Cloud Run and Cloud Run functions define, over those of the program.
 * https://cloud.google.com/functions/docs/configuring/env-var#runtime_environment_variables_set_automatically
 * https://cloud.google.com/run/docs/container-contract#env-vars
 */
export function environmentOf(settings: RevisionSettings, metadata: string): Record<string, string> {
  return {
    PATH: "/layers/google.nodejs.runtime/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    // https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/nodejs/npm/main.go
    NODE_ENV: "production",
    // On by default since https://cloud.google.com/functions/docs/release-notes#June_18_2024
    LOG_EXECUTION_ID: "true",
    // Not set in the cloud, where a name leads there. Google's libraries look here first.
    // https://github.com/googleapis/gcp-metadata#gce_metadata_host
    GCE_METADATA_HOST: metadata,
    ...settings.variables,
    K_SERVICE: settings.service,
    K_REVISION: settings.revision,
    K_CONFIGURATION: settings.service,
    FUNCTION_TARGET: settings.entryPoint,
    FUNCTION_SIGNATURE_TYPE: settings.signature ?? "http",
    // The default. Here instances share one machine, and listen on a port that is free.
    PORT: "8080",
  };
}

/**
 * Names that a function's variables may not have.
 * https://cloud.google.com/run/docs/configuring/services/environment-variables#reserved
 */
export const reservedVariables: readonly string[] = [
  "K_SERVICE",
  "K_REVISION",
  "K_CONFIGURATION",
  "FUNCTION_TARGET",
  "FUNCTION_SIGNATURE_TYPE",
  "PORT",
];
