import { textAt } from "../../../contract/read.ts";
import { CloudError, type Reference, type Scope, type StoredResource, type World } from "../../../contract.ts";
import { arnOf } from "../names.ts";

export const types = {
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  eventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
} as const;

/** The function's name, from a name, ARN or partial ARN. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export function functionNameOf(text: string): string {
  return /(?:^|:)function:([^:]+)/.exec(text)?.[1] ?? text;
}

export function functionArn(name: string, scope: Scope): string {
  return arnOf("lambda", scope, `function:${name}`);
}

function find(world: World, nameOrArn: string, scope: Scope): StoredResource | undefined {
  return world.store.get(types.function, functionNameOf(nameOrArn), scope);
}

function notFound(nameOrArn: string, scope: Scope): CloudError {
  const arn = functionArn(functionNameOf(nameOrArn), scope);
  return new CloudError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
}

/** The function that a property names, by name or ARN. */
export const toFunction: Reference = {
  find: (nameOrArn, { scope }, world) => find(world, nameOrArn, scope),
  missing: (nameOrArn, { scope }) => notFound(nameOrArn, scope),
};

/** The function with an ARN. */
export function functionWithArn(world: World, arn: string): StoredResource | undefined {
  const [, , , region = "", account = ""] = arn.split(":");
  return find(world, arn, { region, account });
}

/**
 * Writes to a function's log that something about its events was lost. AWS counts this in metrics, which are not simulated.
 */
export function noteLoss(world: World, arn: string, text: string): void {
  const own = textAt(functionWithArn(world, arn)?.outputs, "loggingConfig.logGroup");
  const group = own ?? `/aws/lambda/${functionNameOf(arn)}`;
  world.logs.append({ cloud: "aws", group, time: world.clock.now(), text: `Simulator: ${text}` });
}

/** The same, by name or ARN, for a request. @throws CloudError `ResourceNotFoundException` */
export function requireFunction(world: World, nameOrArn: string, scope: Scope): StoredResource {
  const found = find(world, nameOrArn, scope);
  if (found !== undefined) return found;
  throw notFound(nameOrArn, scope);
}
