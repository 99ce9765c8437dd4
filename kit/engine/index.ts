export type { StackConfig } from "./context/deployment.ts";
export { type Deployed, destroy, type ProgramRequest, preview, type StackRequest, up } from "./deploy.ts";
export type {
  Diagnostic,
  EngineEvent,
  Listener,
  Operation,
  Outcome,
  ResourceChanges,
  Severity,
  Step,
  Summary,
} from "./events.ts";
export { GrpcProviders } from "./grpc/providers.ts";
export { fromStruct, toStruct } from "./monitor/messages.ts";
export type { RunRequest } from "./process/request.ts";
export { type LateRequest, type RunObserver, startRun } from "./process/start-run.ts";
export type { Program } from "./program/run-program.ts";
export { type ProjectFile, readProjectFile } from "./project/project-file.ts";
export { readStackConfig, type StackConfigRequest } from "./project/stack-config.ts";
export {
  type CheckFailure,
  type CheckRequest,
  type DiffAnswer,
  type DiffRequest,
  type Properties,
  type Provider,
  type Providers,
  unknownValue,
} from "./provider.ts";
export { type Checkpoint, type Checkpoints, createMemoryCheckpoints, type ResourceState } from "./state/checkpoint.ts";
export { noStacks, outputsIn, type StackName, type Stacks } from "./state/stacks.ts";
export { nameOf, packageOf, typeOf } from "./state/urn.ts";
export {
  containsSecret,
  containsUnknown,
  isAsset,
  isObject,
  isResourceReference,
  isSecret,
  markNamedSecrets,
  markSecret,
  unwrapSecret,
  unwrapSecrets,
} from "./state/values.ts";
