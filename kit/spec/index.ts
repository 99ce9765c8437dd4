export { checkSet, checkSetNames } from "./check-set.ts";
export { checkBundle } from "./checks/check-bundle.ts";
export { type Cloud, clouds, isCloud, type PerCloud } from "./clouds.ts";
export { linkVariable } from "./environment/link-variable.ts";
export { secretIn, secretStores } from "./environment/secrets.ts";
export { checkVariables, type ReservedVariables, type VariableRules, variableRules } from "./environment/variables.ts";
export { type ErrorCode, errorCodes, FourfoldError, isFourfoldError, type Problem } from "./errors.ts";
export {
  type AnySet,
  type BundleLoader,
  type BundleSpec,
  type Can,
  type Exports,
  type Foreign,
  type FunctionName,
  type FunctionSpec,
  type FunctionsWith,
  from,
  functionSet,
  type Links,
  type ResourcesOf,
  type SetDefinition,
  type SetSpec,
} from "./function-set.ts";
export type { Handle } from "./handle.ts";
export { type FunctionLimits, functionLimits, type Sourced } from "./limits.ts";
export { checkQuotas, isNear } from "./quotas/check-quotas.ts";
export { type AdjustableQuota, type Footprint, type Quota, quotas, type RaisedQuotas } from "./quotas/quotas.ts";
export * from "./resources/index.ts";
export { parseRoutes, type RoutedPattern } from "./routes/parse.ts";
export { findPattern, type Pattern } from "./routes/pattern.ts";
export { type AskedRoutes, pathTo, type SettledRoutes, settleRoutes } from "./routes/settle.ts";
export type { ServeSettings, SettledLink, StartSettings } from "./serve-settings.ts";
export {
  functionDefaults,
  hostJsonOf,
  type SettledFunction,
  settleFunction,
  settleTriggered,
  startSettings,
} from "./settle.ts";
export { type Rules, requireShape } from "./shapes/check-shape.ts";
export { nearest } from "./shapes/nearest.ts";
export type { Interfaces, Property, Shape } from "./shapes/shape.ts";
export type { StandardIssue, StandardResult, StandardSchema } from "./standard-schema.ts";
export type { Feature, Support } from "./support.ts";
export { type FeatureName, noteOn, requireSupport, supports } from "./supports.ts";
export * from "./triggers/index.ts";
export { type Duration, type Size, toBytes, toMegabytes, toSeconds } from "./units.ts";
