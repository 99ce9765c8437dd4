import ts from "typescript5";

/** One change of a file's syntax tree. */
export interface Change {
  readonly node: ts.Node;
  /** Something is removed, a grant allows more, or a user's transform is ignored. */
  readonly kind: "removal" | "wider" | "untransformed";
  /** The replacement for the node: `""` removes it. */
  readonly replacement: string;
}

/**
 * All changes that can be made in a builder, at any depth:
 *
 * - remove a property of an object or an item of a list, such as an argument, an option, a statement or an action;
 * - remove a resource;
 * - widen a grant;
 * - ignore a transform that a user can pass.
 */
export function changesOf(node: ts.Node): readonly Change[] {
  const inside: Change[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...changesOf(child));
  });
  return [...removals(node), ...widened(node), ...untransformed(node), ...inside];
}

function removals(node: ts.Node): readonly Change[] {
  const remove = (part: ts.Node): Change => ({ node: part, kind: "removal", replacement: "" });
  if (ts.isObjectLiteralExpression(node)) return node.properties.map(remove);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(remove);
  if (isResource(node)) return [{ node, kind: "removal", replacement: "(undefined as never)" }];
  return [];
}

/** Whether it creates a resource. A resource in a list is removed as an item of the list. */
function isResource(node: ts.Node): boolean {
  if (!ts.isNewExpression(node) || ts.isArrayLiteralExpression(node.parent)) return false;
  return !["FourfoldError", "Map"].includes(node.expression.getText());
}

/** Values that grant more than any function needs, by the name of the property. */
const widerProperties: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
  Action: '"*"',
  Resource: '"*"',
  Principal: '"*"',
  // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  action: '"lambda:*"',
  principal: '"*"',
  // https://cloud.google.com/iam/docs/principals-overview
  member: '"allUsers"',
  // https://learn.microsoft.com/azure/role-based-access-control/scope-overview
  scope: 'on("subscription").apply((id) => "/subscriptions/" + id)',
  // https://learn.microsoft.com/rest/api/storageservices/create-service-sas
  permissions: '"racwd"',
};

/** Roles that grant more than any function needs, by the form of role names. */
const widerRoles: readonly (readonly [form: RegExp, role: string])[] = [
  // https://cloud.google.com/iam/docs/roles-overview#basic
  [/^roles\/\w+\.\w+$/, "roles/editor"],
  // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged#owner
  [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"],
];

function widened(node: ts.Node): readonly Change[] {
  if (ts.isStringLiteral(node)) {
    const [, role] = widerRoles.find(([form]) => form.test(node.text)) ?? [];
    return role === undefined ? [] : [{ node, kind: "wider", replacement: JSON.stringify(role) }];
  }
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return [];
  const name = node.name.getText();
  const value = widerProperties[name];
  if (value === undefined || node.getText() === `${name}: ${value}`) return [];
  return [{ node, kind: "wider", replacement: `${name}: ${value}` }];
}

function untransformed(node: ts.Node): readonly Change[] {
  if (!ts.isCallExpression(node) || node.expression.getText() !== "transformed") return [];
  const [transform] = node.arguments;
  return transform === undefined ? [] : [{ node: transform, kind: "untransformed", replacement: "undefined" }];
}
