import { listAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type ResourceType } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { between, listOf, oneOf, simulated } from "../../rules.ts";
import { addPublicStatements, toFunction, lambdaTypes as types } from "../lambda/index.ts";
import { idFor, isTakenIn } from "../names.ts";
import { regionLimit } from "../rules.ts";
import { UrlFront } from "./front.ts";

const source = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html";
const corsSource = "https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html";
const methods = ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"];

const corsRules: readonly Constraint[] = [
  between("cors.maxAge", 0, 86_400, corsSource),
  listOf("cors.allowOrigins", { most: 100, longest: 253, source: corsSource }),
  listOf("cors.allowHeaders", { most: 100, longest: 1_024, source: corsSource }),
  listOf("cors.exposeHeaders", { most: 100, longest: 1_024, source: corsSource }),
  {
    property: "cors.allowMethods",
    rule: `must be at most 6 of ${methods.join(", ")}`,
    source: corsSource,
    accepts: (value) => listAt(value).length <= 6 && listAt(value).every((method) => methods.includes(method)),
    refused: { cors: { allowMethods: ["get"] } },
  },
];

// `qualifier` is omitted: versions and aliases are not simulated.
const properties: ResourceType["properties"] = {
  ...simulated("authorizationType", "functionName", "invokeMode", "region"),
  ...simulated(
    "cors.allowCredentials",
    "cors.allowHeaders",
    "cors.allowMethods",
    "cors.allowOrigins",
    "cors.exposeHeaders",
    "cors.maxAge",
  ),
};

const constraints: readonly Constraint[] = [
  oneOf("authorizationType", ["NONE", "AWS_IAM"], source),
  oneOf("invokeMode", ["BUFFERED", "RESPONSE_STREAM"], source),
  ...corsRules,
];

function endpointKey(urlId: string): string {
  return `${types.functionUrl}/${urlId}`;
}

/** The address of a single function. */
export function functionUrlType(host: LambdaHost): ResourceType {
  return {
    token: types.functionUrl,
    source,
    replaceOn: ["functionName"],
    properties,
    constraints,
    limits: [regionLimit],
    example: { functionName: "worker", authorizationType: "NONE" },
    refers: { functionName: toFunction },
    once: { urlId: (request, world) => idFor(request, 32, isTakenIn(world, types.functionUrl, "urlId")) },
    id: ({ found }) => found("functionName").id,
    taken({ id }) {
      const message = `Failed to create function url config for [functionArn = ${id}]. Error message:  FunctionUrlConfig exists for this Lambda function`;
      return new CloudError("ResourceConflictException", message, 409);
    },
    defaults: { invokeMode: "BUFFERED" },
    async outputs({ inputs, once, old, found }, world) {
      const fn = found("functionName");
      if (old === undefined && inputs.authorizationType === "NONE") addPublicStatements(world, fn);
      const functionUrl = `${await world.endpoints.reserve(endpointKey(String(once.urlId)))}/`;
      return { functionArn: fn.outputs.arn, functionUrl };
    },
    async apply(resource, world) {
      const urlId = String(resource.outputs.urlId);
      const name = `${urlId}.lambda-url.${resource.scope.region}.on.aws`;
      const front = new UrlFront(resource, world, host);
      await world.endpoints.open({ cloud: "aws", key: endpointKey(urlId), host: name }, front.handle);
    },
    serves: ({ outputs }) => ({ endpoint: endpointKey(String(outputs.urlId)), path: "/" }),
    async remove(resource, world) {
      await world.endpoints.close(endpointKey(String(resource.outputs.urlId)));
    },
  };
}
