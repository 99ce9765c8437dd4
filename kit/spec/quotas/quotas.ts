import type { PerCloud } from "../clouds.ts";

/** What a set uses of an account, as far as it is known before anything exists. */
export interface Footprint {
  readonly functions: number;
  /** The paths of its routes. */
  readonly routes: readonly string[];
  /** How many of its functions have a route. */
  readonly routed: number;
  readonly schedules: number;
  /** How many of its functions process messages. */
  readonly consumers: number;
  /** How many links its functions have to queues and topics. */
  readonly messageLinks: number;
  /** How many links its functions have to secrets. */
  readonly secretLinks: number;
  /** How many of its secrets Cloudflare's Secrets Store keeps. */
  readonly storedSecrets: number;
  readonly tables: number;
  /** How many verbs the links of its functions to tables have. */
  readonly tableVerbs: number;
}

/** How many of something a cloud allows. */
export interface Quota {
  /** What is counted, and in what: "service accounts in a project". */
  readonly title: string;
  readonly limit: number;
  /** Whether the cloud raises it when asked. Then {@link checkQuotas} takes the raised number. */
  readonly adjustable: boolean;
  /** How many of them a set uses, or why it never comes near the limit. */
  readonly takes: ((set: Footprint) => number) | string;
  readonly source: string;
  /** The day on which the number was read in the source: `2026-11-21`. `undefined`: from an older copy of the page. */
  readonly verified: string | undefined;
}

const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const httpApi = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html";
const cosmosAccess = "https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#limits";
const workers = "https://developers.cloudflare.com/workers/platform/limits/";
const read = "2026-11-21";

/** The quotas that a large set meets, for a paid account as it is when new. Preview counts against them. */
export const quotas = {
  aws: {
    roles: {
      title: "IAM roles in an account",
      limit: 1_000,
      adjustable: true,
      // Each function has a role of its own, and so has each schedule.
      takes: ({ functions, schedules }) => functions + schedules,
      source: iam,
      verified: undefined,
    },
    apiRoutes: {
      title: "routes of an HTTP API",
      limit: 300,
      adjustable: true,
      // `/a/*` is `/a` and `/a/{proxy+}`; `/*` is `$default`: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
      takes: ({ routes }) => new Set(routes.flatMap((path) => [path, path.replace(/(?<=.)\/\*$/, "")])).size,
      source: httpApi,
      verified: read,
    },
    apiIntegrations: {
      title: "integrations of an HTTP API",
      limit: 300,
      adjustable: false,
      takes: ({ routed }) => routed,
      source: httpApi,
      verified: read,
    },
    rolePolicies: {
      title: "characters in all inline policies of a role, without white space",
      limit: 10_240,
      adjustable: false,
      takes:
        "each function has a role of its own, whose policy AWS refuses with links to more than about a dozen tables",
      source: iam,
      verified: undefined,
    },
  },
  gcp: {
    serviceAccounts: {
      title: "service accounts in a project",
      limit: 100,
      adjustable: true,
      // Each function has an account of its own, and so has each schedule and each delivery to a consumer.
      takes: ({ functions, schedules, consumers }) => functions + schedules + consumers,
      source: "https://cloud.google.com/iam/docs/service-accounts-create",
      verified: read,
    },
    functions: {
      title: "functions and Cloud Run services in a region",
      limit: 1_000,
      adjustable: false,
      takes: ({ functions }) => functions,
      source: "https://cloud.google.com/functions/quotas#resource_limits",
      verified: read,
    },
    principals: {
      title: "principals in the allow policy of a project, in each binding again",
      limit: 1_500,
      adjustable: false,
      // Firestore knows no grant on a part of a database, and so each is on the project, under a condition.
      takes: ({ tableVerbs }) => tableVerbs,
      source: "https://cloud.google.com/iam/docs/allow-policies#limits-principals",
      verified: undefined,
    },
    customRoles: {
      title: "custom roles in a project",
      limit: 300,
      adjustable: false,
      takes: "a set has one for all its tables",
      source: "https://cloud.google.com/iam/quotas",
      verified: undefined,
    },
    databases: {
      title: "Firestore databases in a project",
      limit: 100,
      adjustable: true,
      takes: "a set has one for all its tables",
      source: "https://cloud.google.com/firestore/quotas",
      verified: undefined,
    },
  },
  azure: {
    roleAssignments: {
      title: "role assignments in a subscription",
      limit: 4_000,
      adjustable: false,
      // One for its storage account, one for monitoring; to receive, to send on, to send to dead letters; to send; to read a secret.
      takes: ({ functions, consumers, messageLinks, secretLinks }) =>
        2 * functions + 3 * consumers + messageLinks + secretLinks,
      source: "https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits",
      verified: undefined,
    },
    storageAccounts: {
      title: "storage accounts of a subscription in a region",
      limit: 250,
      adjustable: true,
      takes: ({ functions }) => functions,
      source: "https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account",
      verified: read,
    },
    tableRoles: {
      title: "role definitions in a Cosmos DB account",
      limit: 100,
      adjustable: false,
      // Each table has one to read it, and one to write it.
      takes: ({ tables }) => 2 * tables,
      source: cosmosAccess,
      verified: undefined,
    },
    tableAssignments: {
      title: "role assignments in a Cosmos DB account",
      limit: 2_000,
      adjustable: false,
      takes: ({ tableVerbs }) => tableVerbs,
      source: cosmosAccess,
      verified: undefined,
    },
    databaseAccounts: {
      title: "Cosmos DB accounts in a subscription",
      limit: 250,
      adjustable: true,
      takes: "a set has one for all its tables",
      source: "https://learn.microsoft.com/azure/cosmos-db/concepts-limits",
      verified: undefined,
    },
    sitesPerPlan: {
      title: "apps in a Flex Consumption plan",
      limit: 1,
      adjustable: false,
      takes: "each function has an app and a plan of its own",
      source: "https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations",
      verified: undefined,
    },
  },
  cloudflare: {
    workers: {
      title: "Workers in an account",
      limit: 500,
      adjustable: true,
      // Several functions have a router in front of them.
      takes: ({ functions, routed }) => functions + (routed > 1 ? 1 : 0),
      source: workers,
      verified: read,
    },
    routes: {
      title: "routes in a zone",
      limit: 1_000,
      adjustable: true,
      takes: ({ routes, routed }) => (routed > 1 ? 1 : routes.length),
      source: `${workers}#routes-and-domains`,
      verified: undefined,
    },
    storedSecrets: {
      title: "secrets in the Secrets Store of an account",
      limit: 100,
      adjustable: false,
      takes: ({ storedSecrets }) => storedSecrets,
      source: "https://developers.cloudflare.com/secrets-store/manage-secrets/#limits",
      verified: "2026-11-29",
    },
    crons: {
      title: "cron triggers in an account",
      limit: 250,
      adjustable: true,
      takes: ({ schedules }) => schedules,
      source: workers,
      verified: read,
    },
  },
} as const satisfies PerCloud<Readonly<Record<string, Quota>>>;

/** The names of a cloud's quotas that it raises when asked. */
export type AdjustableQuota<C extends keyof typeof quotas> = {
  [N in keyof (typeof quotas)[C]]: (typeof quotas)[C][N] extends { readonly adjustable: true } ? N : never;
}[keyof (typeof quotas)[C]];

/** Quotas that a cloud has raised for an account, by name. */
export type RaisedQuotas<C extends keyof typeof quotas> = { readonly [N in AdjustableQuota<C>]?: number };
