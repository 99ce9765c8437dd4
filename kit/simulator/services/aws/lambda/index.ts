export { currentCode, setCode } from "./code.ts";
export { functionType } from "./function.ts";
export { functionNameOf, requireFunction, types as lambdaTypes } from "./functions.ts";
export { type Caller, type Gathered, gather, type Invoked, invokeFunction, newTraceId } from "./invoke.ts";
export { permission } from "./permission.ts";
export { addPublicStatements } from "./url-statements.ts";
