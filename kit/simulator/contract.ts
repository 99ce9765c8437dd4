/** The contract between the parts of the simulator. */
export { CloudError } from "./contract/errors.ts";
export type {
  InvocationResult,
  Reference,
  ResourceDraft,
  ResourceRequest,
  ResourceType,
  RunningCode,
  RunOrder,
  Served,
  Unique,
} from "./contract/resource.ts";
export type { ConfigurationTable, Constraint, Limit, Naming, PropertySupport } from "./contract/rules.ts";
export type {
  CallerCheck,
  CloudPackage,
  Invoke,
  Operation,
  PackageServices,
  ProviderKind,
  Service,
  Variables,
  WantedCredentials,
} from "./contract/service.ts";
export type {
  Clock,
  Code,
  Content,
  Endpoint,
  Endpoints,
  Fault,
  Faults,
  Files,
  Folders,
  HttpHandler,
  InspectedFunction,
  Inspector,
  Inspectors,
  InspectorTarget,
  LogLine,
  Logs,
  PackageName,
  Properties,
  Sandboxes,
  Scope,
  Store,
  StoredResource,
  World,
} from "./contract/world.ts";
export { faultKinds, packages } from "./contract/world.ts";
