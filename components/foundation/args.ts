import type { Input } from "@pulumi/pulumi";
import type { Cloud, Protection } from "../support/cloud.ts";

/** What a team owns on one cloud and many function sets share. */
export interface FoundationArgs {
  /** The cloud it is made on. */
  cloud: Cloud;
  /**
   * How long logs are kept, in days. AWS accepts only certain numbers, of which the next larger one is used
   * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html); Azure keeps at
   * least 30 days, and at most 730. Google Cloud and Workers have no setting for it that belongs to one stack: the support table says
   * what they keep.
   * @default "30 days"
   */
  logRetention?: string;
  /**
   * What happens to logs when they leave the program. On Azure they are in the foundation's workspace, which is kept
   * together with its resource group. On the other clouds the foundation has none: on AWS log groups belong to functions
   * and gateways, on Google Cloud and Cloudflare to the project and the account, where no stack deletes them.
   * @default "retain"
   */
  protection?: Protection;
  /**
   * Tags for every resource that can have them, including those of the sets on this foundation. On Google Cloud they become
   * labels; docs/limits.md says what each cloud accepts. @default {}
   */
  tags?: { [key: string]: Input<string> };
  /**
   * Whether sets on it may have queues and topics. Google Cloud and Azure need something for them that all sets share: on Google
   * Cloud the service account of Pub/Sub itself, on Azure a namespace of Service Bus (Standard), which costs about 10 USD a
   * month.
   * https://azure.microsoft.com/pricing/details/service-bus/
   * @default false: there, a set with queues or topics is refused
   */
  messages?: boolean;
  /**
   * An alarm of the cloud's own on what it costs. It watches the AWS account, or what has `aws.costAllocationTag` there; the project
   * on Google Cloud, which needs `gcp.billingAccount`; the resource group on Azure; and the requests of all Workers of the account on
   * Cloudflare, which has no alarm on money that Pulumi can make: docs/cost.md.
   * @default none
   */
  budget?: BudgetArgs;
  /** What only AWS needs. @default {} */
  aws?: AwsFoundationArgs;
  /** What only Google Cloud needs. Required there. @default none */
  gcp?: GcpFoundationArgs;
  /** What only Azure needs. Required there. @default none */
  azure?: AzureFoundationArgs;
  /** What only Cloudflare needs. Required there. @default none */
  cloudflare?: CloudflareFoundationArgs;
}

/**
 * What a month may cost, and who is told before it costs more. Nothing is stopped. The amount is best taken from the settings of the policies,
 * which refuse it before a deployment: docs/cost.md#the-clouds-own-budgets.
 */
export interface BudgetArgs {
  /**
   * What a month may cost on this cloud, in US dollars: `300`. Azure takes it as an amount of the currency that the subscription is
   * billed in. On Google Cloud the billing account must be billed in US dollars.
   */
  monthly: number;
  /** The email addresses of those who are told: `["ops@acme.example"]`. docs/limits.md says how many each cloud takes. */
  notify: string[];
  /**
   * At which shares of `monthly` they are told: 0.8 is 80 %. With `forecast`, Azure takes four of them.
   * @default [0.5, 0.8, 1]
   */
  at?: number[];
  /**
   * Whether they are told, too, when the cloud expects the month to cost more than `monthly`. Cloudflare forecasts nothing.
   * @default false
   */
  forecast?: boolean;
}

export interface AwsFoundationArgs {
  /**
   * The ARN of a policy that bounds what any function's role may ever do:
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default none
   */
  permissionsBoundary?: Input<string>;
  /**
   * The key of one of `tags`. The budget then counts what has this tag, instead of the whole account. Activate it as a cost allocation
   * tag first: until then, nothing has it on the bill, and no alarm goes off.
   * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html
   * @default none: the budget counts the whole account
   */
  costAllocationTag?: string;
}

export interface GcpFoundationArgs {
  /**
   * The project's id: `"acme-prod"`. These APIs must be enabled: cloudfunctions, run, cloudbuild, artifactregistry, storage, iam,
   * and cloudresourcemanager, by which the roles of the builder are given; with `messages` pubsub, too, and with a `budget`
   * billingbudgets and monitoring.
   * https://cloud.google.com/functions/docs/deploy#before_you_begin
   */
  project: Input<string>;
  /** The region functions run in: `"europe-west1"`. https://cloud.google.com/functions/docs/locations */
  region: Input<string>;
  /**
   * The id of the billing account that pays for the project: `"01A2B3-C4D5E6-F7A8B9"`. Required with a `budget`. Who deploys needs
   * roles/billing.costsManager on it.
   * https://cloud.google.com/billing/docs/how-to/budget-api-access-control
   * @default none: a `budget` is refused
   */
  billingAccount?: Input<string>;
}

export interface AzureFoundationArgs {
  /** The region: `"westeurope"`. It must offer Flex Consumption: https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#view-currently-supported-regions */
  location: Input<string>;
  /**
   * The day on which the links by which code is delivered expire: `"2027-12-31"`. Each link reads one package, and an app that
   * moves to another machine does not need it again. Changing the day changes the links, so that every function is delivered once
   * more. A preview warns 60 days ahead, since nothing can be delivered with an expired link.
   * https://learn.microsoft.com/azure/storage/common/sas-expiration-policy
   * @default "2099-12-31"
   */
  codeLinkExpiry?: string;
}

export interface CloudflareFoundationArgs {
  /** The account's id: 32 hexadecimal digits. https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/ */
  accountId: Input<string>;
  /**
   * The account's name under workers.dev: `"acme"` for `acme.workers.dev`. No resource outputs it.
   * https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
   */
  workersSubdomain: Input<string>;
}
