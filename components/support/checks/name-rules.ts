import type { PerCloud } from "fourfold";
import * as names from "./resource-names.ts";

/** A child that the provider names, by its logical name and a random suffix. */
export interface NamedChild {
  /** Its name in transforms, if it can be transformed. */
  readonly child?: string;
  /** What its logical name has after the component's; `{target}` is the name of each function behind a gateway. */
  readonly suffix: string;
  /** Whether the provider adds no suffix: azure-native adds none to a resource inside another one. @default false */
  readonly isCopied?: true;
  /** In which kind of component it exists: a gateway that streams or does not, a foundation with a budget. @default in every one */
  readonly only?: "streaming" | "buffered" | "budget";
  /** The input that names it, which a transform may set. */
  readonly property: string;
  readonly name: names.ResourceName;
}

/** Characters that providers add: a hyphen and 7 digits, or 8 digits. https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
export const randomSuffixes: PerCloud<string> = {
  aws: "-0a1b2c3",
  gcp: "-0a1b2c3",
  // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/autonaming_test.go
  azure: "0a1b2c3d",
  cloudflare: "",
};

/** Of a component whose children are named otherwise. */
const none: PerCloud<readonly NamedChild[]> = { aws: [], gcp: [], azure: [], cloudflare: [] };

const foundations: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "budget", suffix: "-budget", only: "budget", property: "name", name: names.awsBudget }],
  gcp: [{ child: "sources", suffix: "-sources", property: "name", name: names.bucket }],
  azure: [
    { child: "budget", suffix: "-budget", only: "budget", property: "budgetName", name: names.azureBudget },
    { child: "workspace", suffix: "-logs", property: "workspaceName", name: names.workspace },
    { child: "group", suffix: "-group", property: "resourceGroupName", name: names.resourceGroup },
    { child: "container", suffix: "-container", property: "containerName", isCopied: true, name: names.container },
    { child: "insights", suffix: "-insights", property: "resourceName", name: names.insights },
  ],
};

const functions: PerCloud<readonly NamedChild[]> = {
  aws: [
    { child: "function", suffix: "-function", property: "name", name: names.lambda },
    { child: "role", suffix: "-role", property: "name", name: names.role },
    { child: "policy", suffix: "-policy", property: "name", name: names.rolePolicy },
    { child: "logs", suffix: "-logs", property: "name", name: names.logGroup },
  ],
  gcp: [{ child: "function", suffix: "-function", property: "name", name: names.cloudFunction }],
  azure: [
    { child: "plan", suffix: "-plan", property: "name", name: names.plan },
    { child: "app", suffix: "-app", property: "name", name: names.app },
    { child: "deployments", suffix: "-deployments", property: "containerName", isCopied: true, name: names.container },
    { child: "identity", suffix: "-identity", property: "resourceName", name: names.identity },
  ],
  cloudflare: [],
};

const gateways: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { suffix: "-{target}-access", only: "buffered", property: "statementId", name: names.statement },
    { suffix: "-invoke-access", only: "streaming", property: "statementId", name: names.statement },
    { child: "api", suffix: "-api", only: "buffered", property: "name", name: names.httpApi },
    { child: "accessLogs", suffix: "-access-logs", only: "buffered", property: "name", name: names.logGroup },
  ],
};

const schedules: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { child: "timer", suffix: "-timer", property: "name", name: names.schedule },
    { child: "role", suffix: "-role", property: "name", name: names.role },
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: names.queue },
    { child: "policy", suffix: "-policy", property: "name", name: names.rolePolicy },
    { child: "failureAccess", suffix: "-failure-access", property: "name", name: names.rolePolicy },
  ],
  gcp: [{ child: "timer", suffix: "-timer", property: "name", name: names.job }],
};

const queues: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: names.queue },
    { child: "queue", suffix: "-queue", property: "name", name: names.queue },
  ],
  gcp: [
    { child: "deadLetters", suffix: "-dead-letters", property: "name", name: names.pubSub },
    { child: "deadLettersKept", suffix: "-dead-letters", property: "name", name: names.pubSub },
    { child: "topic", suffix: "-topic", property: "name", name: names.pubSub },
  ],
};

const topics: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "topic", suffix: "-topic", property: "name", name: names.snsTopic }],
  gcp: [{ child: "topic", suffix: "-topic", property: "name", name: names.pubSub }],
};

const deliveries: PerCloud<readonly NamedChild[]> = {
  ...none,
  gcp: [
    { child: "subscription", suffix: "-subscription", property: "name", name: names.pubSub },
    { child: "fed", suffix: "-fed", property: "name", name: names.pubSub },
  ],
};

const secrets: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "secret", suffix: "-secret", property: "name", name: names.secret }],
};

const tables: PerCloud<readonly NamedChild[]> = {
  ...none,
  aws: [{ child: "table", suffix: "-table", property: "name", name: names.dynamoTable }],
};

/**
 * The children of each component whose physical names the provider makes from the component's name, which it neither shortens nor
 * changes: first the one that allows the shortest. The documented table is generated from it. The names of other children are
 * shortened as needed: `physicalName`.
 */
export const namedChildren = {
  Foundation: foundations,
  Function: functions,
  Gateway: gateways,
  Schedule: schedules,
  Queue: queues,
  Topic: topics,
  Delivery: deliveries,
  Secret: secrets,
  Table: tables,
  Database: none,
} as const;
