import { CloudError, type Reference, type Scope, type StoredResource, type World } from "../../../contract.ts";
import { arnOf } from "../names.ts";

export const types = {
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
} as const;

/** The name in a function's name, ARN or partial ARN. https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
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

/** The function that a property names, or has the ARN of. */
export const toFunction: Reference = {
  find: (nameOrArn, { scope }, world) => find(world, nameOrArn, scope),
  missing: (nameOrArn, { scope }) => notFound(nameOrArn, scope),
};

/** The same, while a request is served. @throws CloudError `ResourceNotFoundException` */
export function requireFunction(world: World, nameOrArn: string, scope: Scope): StoredResource {
  const found = find(world, nameOrArn, scope);
  if (found !== undefined) return found;
  throw notFound(nameOrArn, scope);
}
