export {
  type FunctionConfiguration,
  failed,
  type Invocation,
  type LogSink,
  type Outcome,
  quotas,
  type RoleCredentials,
} from "./configuration.ts";
export { reservedVariables } from "./environment.ts";
export { LambdaHost } from "./host.ts";
