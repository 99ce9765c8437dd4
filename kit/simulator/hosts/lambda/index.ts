export {
  type FunctionConfiguration,
  failed,
  type Invocation,
  type LogSink,
  type Outcome,
  quotas,
} from "./configuration.ts";
export { credentialsOf, reservedVariables } from "./environment.ts";
export { LambdaHost } from "./host.ts";
