import type { Cloud, PerCloud } from "../clouds.ts";
import { FourfoldError } from "../errors.ts";

/** Names that already have a meaning on a cloud. */
export interface ReservedVariables {
  /** The names. One that ends in `*` is a prefix. */
  readonly names: readonly string[];
  /** Why a function cannot set them, as the end of a sentence about one. */
  readonly why: string;
  readonly source: string;
}

/** Which environment variables a function may set on a cloud. */
export interface VariableRules {
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly form: string;
  readonly source: string;
  /** Whether names that differ only in case are the same to the cloud. */
  readonly ignoresCase: boolean;
  readonly reserved: readonly ReservedVariables[];
}

/** The prefix of the variables that this package sets on every cloud: the values of links. */
const ours = "FOURFOLD_";

const identifier = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, form: "letters, digits and _, and a letter or _ first" };

const lambda = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";
const run = "https://cloud.google.com/run/docs/configuring/services/overview-environment-variables";
const settings = "https://learn.microsoft.com/azure/app-service/configure-common#configure-app-settings";
const flex =
  "https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-considerations";

/** Each cloud's rules for environment variables. Checked at preview; the documented table is generated from it. */
export const variableRules: PerCloud<VariableRules> = {
  aws: {
    pattern: /^[A-Za-z][A-Za-z0-9_]+$/,
    form: "letters, digits and _, a letter first, and at least two of them",
    source: lambda,
    ignoresCase: false,
    reserved: [
      {
        names: [
          ...["_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV"],
          ...["AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"],
          ...["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION"],
          ...["AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME"],
          ...["AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"],
        ],
        why: "is set by Lambda, which refuses another value",
        source: `${lambda}#configuration-envvars-runtime`,
      },
    ],
  },
  gcp: {
    ...identifier,
    source: run,
    ignoresCase: false,
    reserved: [
      {
        names: [
          ...["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"],
          ...["FUNCTION_TARGET", "FUNCTION_SIGNATURE_TYPE", "X_GOOGLE_*"],
        ],
        why: "is set by Cloud Run, which refuses another value",
        source: `${run}#reserved_environment_variables`,
      },
    ],
  },
  azure: {
    ...identifier,
    source: settings,
    ignoresCase: true,
    reserved: [
      {
        names: [
          "AzureWebJobsStorage*",
          "APPLICATIONINSIGHTS_CONNECTION_STRING",
          "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        ],
        why: "is set by the component: it connects the app to its storage or its monitoring",
        source: "https://learn.microsoft.com/azure/azure-functions/functions-app-settings#azurewebjobsstorage",
      },
      {
        names: [
          ...["ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_MAX_HTTP_CONCURRENCY"],
          ...["FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED", "FUNCTIONS_WORKER_PROCESS_COUNT"],
          ...["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION", "SCM_DO_BUILD_DURING_DEPLOYMENT"],
          ...["WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE"],
          ...["WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_RUN_FROM_PACKAGE"],
          ...["WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL"],
        ],
        why: "is not taken by the Flex Consumption plan",
        source: flex,
      },
      {
        names: [
          ...["HOME", "REGION_NAME", "WEBSITE_HOSTNAME", "WEBSITE_INSTANCE_ID", "WEBSITE_OWNER_NAME"],
          ...["WEBSITE_RESOURCE_GROUP", "WEBSITE_SITE_NAME", "WEBSITE_SKU"],
        ],
        why: "is set by Azure and read-only",
        source: "https://learn.microsoft.com/azure/app-service/reference-app-settings#app-environment",
      },
      {
        names: ["IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "MSI_SECRET"],
        why: "is set by Azure: the app gets its tokens with it",
        source: "https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference",
      },
    ],
  },
  cloudflare: {
    ...identifier,
    source: "https://developers.cloudflare.com/workers/configuration/environment-variables/",
    ignoresCase: false,
    reserved: [],
  },
};

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_LIMIT", { where, what, fix });
}

function isAmong(name: string, names: readonly string[]): boolean {
  return names.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : name === one));
}

/**
 * Refuses environment variables that a cloud does not let a function set, or that this package sets.
 *
 * @param names - Those that the author of a function chose, without those of links.
 * @throws FourfoldError `ERR_LIMIT` naming the first of them, and never a value.
 */
export function checkVariables(names: readonly string[], cloud: Cloud, where: string): void {
  const { pattern, form, source, ignoresCase, reserved } = variableRules[cloud];
  const folded = (name: string) => (ignoresCase ? name.toUpperCase() : name);
  for (const [index, name] of names.entries()) {
    const among = (all: readonly string[]) => isAmong(folded(name), all.map(folded));
    const subject = `the environment variable ${JSON.stringify(name)}`;
    if (among([`${ours}*`])) refuse(where, `${subject} is set from links.`, `Use a name without ${ours}.`);
    const found = reserved.find((group) => among(group.names));
    const instead = `Use another name, or leave it out for ${cloud}.`;
    if (found !== undefined) refuse(where, `${subject} ${found.why} (${found.source}).`, instead);
    if (!pattern.test(name))
      refuse(where, `${subject} is not a possible name on ${cloud} (${source}).`, `Use ${form}.`);
    const twin = names.slice(0, index).find((other) => folded(other) === folded(name));
    if (twin === undefined) continue;
    refuse(where, `${subject} and ${JSON.stringify(twin)} are one on ${cloud} (${source}).`, "Rename one of them.");
  }
}
