export {
  type FunctionConfiguration,
  failed,
  type Invocation,
  type LambdaResult,
  type LogSink,
  quotas,
  type RoleCredentials,
} from "./configuration.ts";
export { reservedVariables } from "./environment.ts";
export type { EndedEvent, EventHooks, EventSettings } from "./event-queue.ts";
export { LambdaHost } from "./host.ts";
export { mostSandboxes } from "./pool.ts";
