import { CloudError, type Scope, type StoredResource, type World } from "../../../contract.ts";
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

/** The function that a name or ARN means. @throws CloudError `ResourceNotFoundException` */
export function requireFunction(world: World, nameOrArn: string, scope: Scope): StoredResource {
  const name = functionNameOf(nameOrArn);
  const found = world.store.get(types.function, name, scope);
  if (found !== undefined) return found;
  throw new CloudError("ResourceNotFoundException", `Function not found: ${functionArn(name, scope)}`, 404);
}
