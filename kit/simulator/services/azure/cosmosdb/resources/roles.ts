import { randomUUID } from "node:crypto";
import { listAt, recordsAt, requiredText, textAt } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type ResourceDraft,
  type ResourceType,
  type Store,
  type StoredResource,
} from "../../../../contract.ts";
import { inert, matches, runsOnly, simulated } from "../../../rules.ts";
import { findById, isSame, notFound } from "../../arm.ts";
import { guid, reasons } from "../../rules.ts";
import { assignmentToken, definitionToken, inAccount, innerType } from "./entities.ts";

const account = "Microsoft.DocumentDB/databaseAccounts";
const containers = `${account}/sqlDatabases/containers`;
const items = `${containers}/items`;
const reference = "https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security";

/** What can be done with data. https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-actions */
export const actions = {
  readMetadata: `${account}/readMetadata`,
  create: `${items}/create`,
  read: `${items}/read`,
  replace: `${items}/replace`,
  upsert: `${items}/upsert`,
  delete: `${items}/delete`,
  executeQuery: `${containers}/executeQuery`,
} as const;

/** What roles may allow besides, and the simulator has nothing for; and the two that stand for several. */
const otherActions = [
  ...["readChangeFeed", "executeStoredProcedure", "manageConflicts", "*"].map((name) => `${containers}/${name}`),
  `${items}/*`,
];
const knownActions: readonly string[] = [...Object.values(actions), ...otherActions];

/** https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles */
const builtIn: Readonly<Record<string, readonly string[]>> = {
  "00000000-0000-0000-0000-000000000001": [
    ...[actions.readMetadata, actions.read, actions.executeQuery, `${containers}/readChangeFeed`],
  ],
  "00000000-0000-0000-0000-000000000002": [actions.readMetadata, `${containers}/*`],
};

const permissionRule: Constraint = {
  property: "permissions",
  rule: "must be lists of dataActions that Cosmos DB has, without notDataActions",
  source: reference,
  accepts: (value) =>
    recordsAt(value).every(
      (permission) =>
        listAt(permission, "notDataActions").length === 0 &&
        listAt(permission, "dataActions").every((action) => knownActions.includes(action)),
    ),
  refused: [
    { permissions: [{ dataActions: [`${items}/patch`] }] },
    { permissions: [{ dataActions: [actions.read], notDataActions: [actions.delete] }] },
  ],
};

/** Whether a scope is an account, or in it: `<account>/dbs/shop/colls/orders`. */
function isIn(scope: string, above: string): boolean {
  return isSame(scope, above) || isSame(scope.slice(0, above.length + 1), `${above}/`);
}

function accountOf({ found }: ResourceDraft): StoredResource {
  return found("accountName");
}

/** "Scopes higher than Database account are not enforceable as assignable Scopes." https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-role-definition */
function requireInAccount(draft: ResourceDraft, scopes: readonly string[]): void {
  const outside = scopes.find((scope) => !isIn(scope, accountOf(draft).id));
  if (outside === undefined) return;
  throw new CloudError("BadRequest", `The scope ${outside} is not the database account or inside of it.`);
}

/** https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-role-definition */
export const definitionType: ResourceType = innerType({
  token: definitionToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/cosmosdb/sqlresourcesqlroledefinition/",
  property: "roleDefinitionId",
  generated: randomUUID,
  arm: "sqlRoleDefinitions",
  path: (_request, name) => `sqlRoleDefinitions/${name}`,
  properties: {
    ...simulated("roleName", "assignableScopes", "permissions.dataActions", "permissions.notDataActions", "type"),
    ...inert(reasons.label, "permissions.id"),
  },
  constraints: [matches("roleDefinitionId", guid, "must be a GUID", reference, "orders-reader"), permissionRule],
  limits: [runsOnly("type", ["CustomRole"], "BuiltInRole")],
  example: {
    roleDefinitionId: "66666666-6666-4666-8666-666666666666",
    accountName: "shop-data",
    resourceGroupName: "shop",
    roleName: "orders-reader",
    type: "CustomRole",
    assignableScopes: [
      "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data",
    ],
    permissions: [{ dataActions: [actions.readMetadata, actions.read] }],
  },
  // "Must be unique for the database account": the page of the type.
  unique: [
    {
      key: ({ id, inputs }) => `${id.slice(0, id.lastIndexOf("/"))} ${textAt(inputs, "roleName")}`.toLowerCase(),
      taken: ({ inputs }) =>
        new CloudError(
          "Conflict",
          `A Role Definition with the name ${textAt(inputs, "roleName")} already exists.`,
          409,
        ),
    },
  ],
  check: (draft) => requireInAccount(draft, listAt(draft.inputs, "assignableScopes")),
});

/** What a definition allows and where it may be assigned, one of the account's own or a built-in one. */
interface Definition {
  readonly allowed: readonly string[];
  readonly scopes: readonly string[];
}

function definitionOf(store: Store, accountId: string, id: string): Definition | undefined {
  const found = findById(store, definitionToken, id);
  if (found !== undefined) {
    const allowed = recordsAt(found.inputs, "permissions").flatMap((permission) => listAt(permission, "dataActions"));
    return { allowed, scopes: listAt(found.inputs, "assignableScopes") };
  }
  const [path, name = ""] = [id.slice(0, id.lastIndexOf("/")), id.split("/").at(-1)];
  const allowed = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  if (allowed === undefined || !isSame(path, `${accountId}/sqlRoleDefinitions`)) return undefined;
  return { allowed, scopes: [accountId] };
}

/** https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/sql-resources/create-update-sql-role-assignment */
export const assignmentType: ResourceType = innerType({
  token: assignmentToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/cosmosdb/sqlresourcesqlroleassignment/",
  property: "roleAssignmentId",
  generated: randomUUID,
  arm: "sqlRoleAssignments",
  path: (_request, name) => `sqlRoleAssignments/${name}`,
  properties: simulated("principalId", "roleDefinitionId", "scope"),
  constraints: [
    matches("roleAssignmentId", guid, "must be a GUID", reference, "orders-reader"),
    matches("principalId", guid, "must be the object id of a principal, a GUID", reference, "shop-api"),
  ],
  example: {
    roleAssignmentId: "77777777-7777-4777-8777-777777777777",
    accountName: "shop-data",
    resourceGroupName: "shop",
    principalId: "22222222-2222-4222-8222-222222222222",
    roleDefinitionId:
      "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001",
    scope:
      "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts/shop-data",
  },
  check(draft, { store }) {
    const [id, scope] = [requiredText(draft.inputs, "roleDefinitionId"), requiredText(draft.inputs, "scope")];
    const definition = definitionOf(store, accountOf(draft).id, id);
    if (definition === undefined) throw notFound(id);
    requireInAccount(draft, [scope]);
    if (definition.scopes.some((assignable) => isIn(scope, assignable))) return;
    throw new CloudError("BadRequest", `The scope ${scope} is not one of the role definition's assignable scopes.`);
  },
});

/** Something that somebody wants to do with data. */
export interface DataRequest {
  /** The object id of the identity. */
  readonly principal: string;
  readonly action: string;
  /** What it is done to: the account, or below it `dbs/shop/colls/orders`. @default anything in the account */
  readonly path?: string;
}

/** Whether a role is assigned to an identity that allows something, at what it is done to or above it. */
export function allowsData(store: Store, account: StoredResource, { principal, action, path }: DataRequest): boolean {
  return inAccount(store, account, assignmentToken).some(({ inputs }) => {
    if (!isSame(textAt(inputs, "principalId"), principal)) return false;
    const scope = requiredText(inputs, "scope");
    if (path !== undefined && !isIn([account.id, path].filter(Boolean).join("/"), scope)) return false;
    const definition = definitionOf(store, account.id, requiredText(inputs, "roleDefinitionId"));
    return definition?.allowed.some((allowed) => covers(allowed, action)) ?? false;
  });
}

function covers(allowed: string, action: string): boolean {
  return allowed.endsWith("/*") ? action.startsWith(allowed.slice(0, -1)) : allowed === action;
}
