export { currentCode, setCode } from "./code.ts";
export { functionType } from "./function.ts";
export { functionUrlOperations, functionUrlType } from "./function-url.ts";
export { functionNameOf, requireFunction, types as lambdaTypes } from "./functions.ts";
export { type Caller, type Gathered, gather, type Invoked, invokeFunction, newTraceId } from "./invoke.ts";
export { permission } from "./permission.ts";
