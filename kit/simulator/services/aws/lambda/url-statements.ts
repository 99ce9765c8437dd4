import type { Properties, StoredResource, World } from "../../../contract.ts";
import { types } from "./functions.ts";

/**
 * The statements that the provider adds to a function's policy when it creates a URL with `NONE`, as arguments of
 * AddPermission. It adds nothing when a URL is changed, and never removes them, not even with the URL: a function that was
 * public once is public again with the next URL that has `NONE`.
 *
 * https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/ (the note at its top)
 * https://github.com/hashicorp/terraform-provider-aws/pull/44858, https://github.com/hashicorp/terraform-provider-aws/issues/28817
 */
const publicStatements: Readonly<Record<string, Properties>> = {
  FunctionURLAllowPublicAccess: {
    principal: "*",
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  },
  FunctionURLAllowInvokeAction: {
    principal: "*",
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  },
};

function keyOf({ outputs }: StoredResource): string {
  return `aws/lambda/url-statements/${outputs.arn}`;
}

function addedTo(world: World, fn: StoredResource): readonly string[] {
  return world.store.getValue(keyOf(fn))?.split(" ") ?? [];
}

/** Makes a function public through its URL. A statement id that a permission already has is skipped. */
export function addPublicStatements(world: World, fn: StoredResource): void {
  const isFree = (id: string): boolean =>
    world.store.get(types.permission, `${fn.id}/${id}`, fn.scope) === undefined && !addedTo(world, fn).includes(id);
  const added = [...addedTo(world, fn), ...Object.keys(publicStatements).filter(isFree)];
  world.store.putValue(keyOf(fn), added.length === 0 ? undefined : added.join(" "));
}

/** Whether the provider has added a statement with this id to a function. */
export function hasPublicStatement(world: World, fn: StoredResource, id: string): boolean {
  return addedTo(world, fn).includes(id);
}

/** The statements that the provider has added to a function for URLs. */
export function publicStatementsOf(world: World, fn: StoredResource): readonly Properties[] {
  return addedTo(world, fn).map((id) => publicStatements[id] ?? {});
}

/** The policy of a function is deleted with it. */
export function dropPublicStatements(world: World, fn: StoredResource): void {
  world.store.putValue(keyOf(fn), undefined);
}
