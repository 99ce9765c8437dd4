import type { FunctionConfiguration, RoleCredentials } from "./configuration.ts";

/**
 * The variables that Lambda defines, and nothing of the simulator's own environment.
 * `LAMBDA_TASK_ROOT` is added when the sandbox gets its code. `LD_LIBRARY_PATH` is omitted: it names folders of Amazon Linux
 * and would change what a local process links against.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentOf(
  configuration: FunctionConfiguration,
  credentials: RoleCredentials,
  runtimeApi: string,
  logStream: string,
): Record<string, string> {
  const { name, region, runtime, memory, handler, logGroup, logFormat, applicationLogLevel } = configuration;
  const json = logFormat === "JSON" ? { AWS_LAMBDA_LOG_LEVEL: applicationLogLevel ?? "INFO" } : {};
  return {
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    NODE_PATH: `/opt/nodejs/node${runtime.replace(/\D/g, "")}/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules`,
    AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
    AWS_XRAY_DAEMON_ADDRESS: "169.254.79.129:2000",
    ...configuration.variables,
    _HANDLER: handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_LAMBDA_LOG_FORMAT: logFormat,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_RUNTIME_DIR: "/var/runtime",
    TZ: ":UTC",
    ...json,
  };
}

/** Variables that a function's configuration must not set. */
export const reservedVariables: readonly string[] = [
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
];
