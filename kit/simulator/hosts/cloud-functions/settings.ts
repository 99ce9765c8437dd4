/** The settings of a revision of a function. https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions */
export interface RevisionSettings {
  /** The Cloud Run service that runs the function: `K_SERVICE`. */
  readonly service: string;
  /** `K_REVISION`. */
  readonly revision: string;
  /** The hash of the source's files. */
  readonly code: string;
  /** The exported or registered function: `FUNCTION_TARGET`. */
  readonly entryPoint: string;
  /**
   * What it receives, unless it registers itself with a type: requests, or only events. `FUNCTION_SIGNATURE_TYPE`, which
   * depends on whether the function has an event trigger. https://cloud.google.com/functions/docs/writing
   * @default "http"
   */
  readonly signature?: "http" | "cloudevent";
  /** In bytes. */
  readonly memory: number;
  /** In seconds, 1 to 3,600. */
  readonly timeout: number;
  /** How many requests one instance handles at a time. */
  readonly concurrency: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly variables: Readonly<Record<string, string>>;
  /** The identity that its metadata server returns. */
  readonly identity: {
    readonly email: string;
    readonly project: string;
    readonly region: string;
  };
}

/**
 * The variables that Cloud Run and Cloud Run functions define; they override those of the program.
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
    // Not set in the cloud, where a host name leads to the metadata server. Google's libraries check this variable first.
    // https://github.com/googleapis/gcp-metadata#gce_metadata_host
    GCE_METADATA_HOST: metadata,
    ...settings.variables,
    K_SERVICE: settings.service,
    K_REVISION: settings.revision,
    K_CONFIGURATION: settings.service,
    FUNCTION_TARGET: settings.entryPoint,
    FUNCTION_SIGNATURE_TYPE: settings.signature ?? "http",
    // The default value. Here instances share one machine, and listen on a free port.
    PORT: "8080",
  };
}

/**
 * Names that a function's variables must not have.
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
