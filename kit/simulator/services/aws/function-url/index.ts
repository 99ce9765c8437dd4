import type { Service } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { functionUrlType } from "./function-url.ts";
import { callers, operations } from "./operations.ts";

/** Addresses of single functions. */
export function functionUrlService(host: LambdaHost): Service {
  return { name: "Lambda Function URLs", types: [functionUrlType(host)], operations, callers };
}
