export {
  Database,
  type DatabaseArgs,
  type DatabaseNodes,
  type DatabaseOptions,
  type DatabaseTransform,
} from "./database/index.ts";
export {
  type ConsumerArgs,
  Delivery,
  type DeliveryNodes,
  type DeliveryOptions,
  type DeliveryTransform,
  type FeedArgs,
  type QueueDeliveryArgs,
} from "./delivery/index.ts";
export {
  type AwsFoundationArgs,
  type AzureFoundationArgs,
  type BudgetArgs,
  type CloudflareFoundationArgs,
  Foundation,
  type FoundationArgs,
  type FoundationNodes,
  type FoundationOptions,
  type FoundationTransform,
  type GcpFoundationArgs,
} from "./foundation/index.ts";
export {
  type CloudflareFunctionArgs,
  Function,
  type FunctionArgs,
  type FunctionNodes,
  type FunctionOptions,
  type FunctionTransform,
  type LinkArgs,
} from "./function/index.ts";
export type {
  CostBudgetArgs,
  CostUsageArgs,
  FunctionSetArgs,
  SetFeedArgs,
  SetFunctionArgs,
  SetLinkArgs,
  SetQueueArgs,
  SetSecretArgs,
  SetTableArgs,
  SetTopicArgs,
} from "./function-set/args.ts";
export {
  type Bindings,
  type CloudflareFunctionOverrides,
  type CloudflareOverrides,
  type CloudOverrides,
  type DeployArgs,
  deploy,
  type FunctionOverrides,
} from "./function-set/deploy.ts";
export {
  type Excess,
  FunctionSet,
  type FunctionSetNodes,
  type FunctionSetOptions,
  type FunctionSetTransform,
  type Grant,
} from "./function-set/index.ts";
export type { SecretsStoreOverrides } from "./function-set/secrets.ts";
export {
  Gateway,
  type GatewayArgs,
  type GatewayNodes,
  type GatewayOptions,
  type GatewayTarget,
  type GatewayTransform,
  type ZoneArgs,
} from "./gateway/index.ts";
export {
  type BackoffArgs,
  type DeliveryArgs,
  type KeptDeliveryArgs,
  Queue,
  type QueueArgs,
  type QueueNodes,
  type QueueOptions,
  type QueueTransform,
} from "./queue/index.ts";
export {
  Schedule,
  type ScheduleArgs,
  type ScheduleNodes,
  type ScheduleOptions,
  type ScheduleTransform,
} from "./schedule/index.ts";
export {
  Secret,
  type SecretArgs,
  type SecretNodes,
  type SecretOptions,
  type SecretSourceArgs,
  type SecretTransform,
} from "./secret/index.ts";
export { Cloud, Protection } from "./support/cloud.ts";
export type { Transform } from "./support/transform.ts";
export {
  Table,
  type TableArgs,
  type TableLayoutArgs,
  type TableNodes,
  type TableOptions,
  type TableTransform,
} from "./table/index.ts";
export {
  type FedQueueArgs,
  Topic,
  type TopicArgs,
  type TopicNodes,
  type TopicOptions,
  type TopicTransform,
} from "./topic/index.ts";
export type {
  ConsumesArgs,
  CorsArgs,
  HttpArgs,
  SetConsumesArgs,
  TimesArgs,
  TransportArgs,
  TriggerArgs,
} from "./triggers/index.ts";
