import { textAt } from "../contract/read.ts";
import { CloudError, type Store } from "../contract.ts";

/** A built-in role, reduced to what functions need. */
export interface Role {
  readonly name: string;
  /** The last part of its definition's id. */
  readonly id: string;
  /** The management actions that it allows on data planes, such as creating containers; `*` stands for any text. */
  readonly actions: readonly string[];
  /** The data actions that it allows. */
  readonly dataActions: readonly string[];
}

const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
const blobs = `${containers}/blobs`;
const queues = "Microsoft.Storage/storageAccounts/queueServices/queues/messages";
const tables = "Microsoft.Storage/storageAccounts/tableServices/tables/entities";

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const roles: readonly Role[] = [
  { name: "Owner", id: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", actions: ["*"], dataActions: [] },
  { name: "Contributor", id: "b24988ac-6180-42a0-ab88-20f7382dd24c", actions: ["*"], dataActions: [] },
  { name: "Reader", id: "acdd72a7-3385-48ef-bd42-f606fba81ae7", actions: ["*/read"], dataActions: [] },
  { name: "Website Contributor", id: "de139f84-1756-47ae-9be6-808fbbe84772", actions: [], dataActions: [] },
  {
    name: "Storage Account Contributor",
    id: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
    actions: ["Microsoft.Storage/storageAccounts/*"],
    dataActions: [],
  },
  {
    name: "Storage Blob Data Owner",
    id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    actions: [`${containers}/*`],
    dataActions: [`${blobs}/*`],
  },
  {
    name: "Storage Blob Data Contributor",
    id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    actions: ["read", "write", "delete"].map((action) => `${containers}/${action}`),
    dataActions: ["read", "write", "delete", "add/action", "move/action"].map((action) => `${blobs}/${action}`),
  },
  {
    name: "Storage Blob Data Reader",
    id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    actions: [`${containers}/read`],
    dataActions: [`${blobs}/read`],
  },
  {
    name: "Storage Queue Data Contributor",
    id: "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    actions: [],
    dataActions: ["read", "write", "delete", "process/action"].map((action) => `${queues}/${action}`),
  },
  {
    name: "Storage Table Data Contributor",
    id: "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    actions: [],
    dataActions: ["read", "write", "delete", "add/action", "update/action"].map((action) => `${tables}/${action}`),
  },
  {
    name: "Azure Service Bus Data Owner",
    id: "090c5cfd-751d-490a-894a-3ce6f1109419",
    actions: ["Microsoft.ServiceBus/*"],
    dataActions: ["Microsoft.ServiceBus/*"],
  },
  {
    name: "Azure Service Bus Data Receiver",
    id: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
    actions: ["queues", "topics", "topics/subscriptions"].map((kind) => `Microsoft.ServiceBus/*/${kind}/read`),
    dataActions: ["Microsoft.ServiceBus/*/receive/action"],
  },
  {
    name: "Azure Service Bus Data Sender",
    id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
    actions: ["queues", "topics", "topics/subscriptions"].map((kind) => `Microsoft.ServiceBus/*/${kind}/read`),
    dataActions: ["Microsoft.ServiceBus/*/send/action"],
  },
  {
    name: "Key Vault Secrets Officer",
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    actions: [],
    dataActions: ["Microsoft.KeyVault/vaults/secrets/*"],
  },
  {
    name: "Key Vault Secrets User",
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    actions: [],
    dataActions: ["getSecret", "readMetadata"].map((verb) => `Microsoft.KeyVault/vaults/secrets/${verb}/action`),
  },
  {
    name: "Monitoring Metrics Publisher",
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    actions: [],
    dataActions: ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
  },
];

/** A role by the id of its definition, with or without the subscription in front. */
export function roleById(definition: string): Role | undefined {
  const id = definition.split("/").at(-1)?.toLowerCase();
  return roles.find((role) => role.id === id);
}

/** The object id of the deploying user, who may do everything in every subscription. */
export const deployer = "44444444-4444-4444-8444-444444444444";

/** An action of an identity on a data plane. */
export interface DataRequest {
  /** The object id of the identity. */
  readonly principal: string;
  /** `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read`. */
  readonly action: string;
  /** Whether it is a management action, such as creating a container, as opposed to a data action. @default false */
  readonly isManagement?: boolean;
  /** The ARM id of the resource that it acts on. */
  readonly resource: string;
}

/**
 * Whether the principal is the deploying user, or a deployed role assignment allows the action: one to that identity, at the
 * resource or above it, of a role that has the action. Conditions, deny assignments and groups are not simulated.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function isAllowed(store: Store, { principal, action, isManagement, resource }: DataRequest): boolean {
  if (principal === deployer) return true;
  return store.find("azure-native:authorization:RoleAssignment").some(({ inputs }) => {
    const scope = textAt(inputs, "scope")?.replace(/\/$/, "").toLowerCase() ?? "";
    const isAbove = `${resource.toLowerCase()}/`.startsWith(`${scope}/`);
    const isTheirs = textAt(inputs, "principalId")?.toLowerCase() === principal.toLowerCase();
    const role = roleById(textAt(inputs, "roleDefinitionId") ?? "");
    return isAbove && isTheirs && allows(isManagement ? role?.actions : role?.dataActions, action);
  });
}

/** @throws CloudError `AuthorizationPermissionMismatch`, as the storage services answer. */
export function requireAllowed(store: Store, request: DataRequest): void {
  if (isAllowed(store, request)) return;
  throw new CloudError(
    "AuthorizationPermissionMismatch",
    `This request is not authorized to perform this operation using this permission: principal ${request.principal} needs ${request.action} on ${request.resource}.`,
    403,
  );
}

function allows(patterns: readonly string[] = [], action: string): boolean {
  return patterns.some((pattern) => {
    const [start = "", end] = pattern.toLowerCase().split("*");
    const wanted = action.toLowerCase();
    return end === undefined ? wanted === start : wanted.startsWith(start) && wanted.endsWith(end);
  });
}
