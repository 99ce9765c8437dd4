import { requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Reference,
  type ResourceRequest,
  type ResourceType,
  type Service,
  type Store,
  type StoredResource,
} from "../../../contract.ts";
import { inert, runsOnly, simulated } from "../../rules.ts";
import { findById, groupId, groupToken, isSame, sameId } from "../arm.ts";
import { reasons } from "../rules.ts";

const lockTokens: readonly string[] = [
  "azure-native:authorization:ManagementLockByScope",
  "azure-native:authorization:ManagementLockAtResourceLevel",
];

const resourceInputs = [
  ...["resourceGroupName", "resourceProviderNamespace", "parentResourcePath", "resourceType", "resourceName"],
] as const;

const exampleGroup = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop";

function missing(scope: string): CloudError {
  return new CloudError("ResourceNotFound", `The Resource '${scope}' was not found.`, 404);
}

const toScope: Reference = {
  find: (scope, _request, { store }) => store.all().find(({ id }) => isSame(id, scope.replace(/\/$/, ""))),
  missing,
};

const toGroup: Reference = {
  find: (name, { scope }, { store }) => findById(store, groupToken, groupId(scope, name)),
  missing: (name) => new CloudError("ResourceGroupNotFound", `Resource group '${name}' could not be found.`, 404),
};

/** What a lock is at whose resource is named by its parts. A parent's path may be empty. */
function resourceScope({ inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string {
  const [group = "", ...parts] = resourceInputs.map((name) => textAt(inputs, name) ?? "");
  return [groupId(scope, group), "providers", ...parts.filter((part) => part !== "")].join("/");
}

type LockType = Pick<ResourceType, "token" | "source" | "properties" | "replaceOn" | "example" | "refers" | "check"> & {
  scopeOf(request: Pick<ResourceRequest, "inputs" | "scope">): string;
};

/** https://learn.microsoft.com/rest/api/resources/management-locks/create-or-update-by-scope */
function lockType({ scopeOf, replaceOn, properties, ...type }: LockType): ResourceType {
  return {
    ...type,
    replaceOn: ["lockName", ...replaceOn],
    properties: { ...simulated("level", "lockName"), ...inert(reasons.label, "notes", "owners"), ...properties },
    constraints: [],
    limits: [runsOnly("level", ["CanNotDelete"], "ReadOnly")],
    once: { name: ({ inputs, name }) => textAt(inputs, "lockName") ?? name },
    id: (request) => `${scopeOf(request)}/providers/Microsoft.Authorization/locks/${request.once.name}`,
    unique: [sameId],
    defaults: { type: "Microsoft.Authorization/locks", azureApiVersion: "2020-05-01" },
  };
}

/** Locks of resources: what is locked cannot be deleted. */
export function locksService(): Service {
  const [byScope = "", atResource = ""] = lockTokens;
  const pages = "https://www.pulumi.com/registry/packages/azure-native/api-docs/authorization";
  return {
    name: "Locks",
    types: [
      lockType({
        token: byScope,
        source: `${pages}/managementlockbyscope/`,
        properties: simulated("scope"),
        replaceOn: ["scope"],
        example: { scope: exampleGroup, lockName: "kept", level: "CanNotDelete" },
        refers: { scope: toScope },
        scopeOf: ({ inputs }) => requiredText(inputs, "scope").replace(/\/$/, ""),
      }),
      lockType({
        token: atResource,
        source: `${pages}/managementlockatresourcelevel/`,
        properties: {
          ...simulated(...resourceInputs),
          ...inert("Resources are the same in each version.", "apiVersion"),
        },
        replaceOn: resourceInputs,
        example: {
          ...{ resourceGroupName: "shop", resourceProviderNamespace: "Microsoft.DocumentDB", parentResourcePath: "" },
          ...{ resourceType: "databaseAccounts", resourceName: "shop-data", apiVersion: "2025-10-15" },
          ...{ lockName: "kept", level: "CanNotDelete" },
        },
        refers: { resourceGroupName: toGroup },
        scopeOf: resourceScope,
        check(draft, { store }) {
          const scope = resourceScope(draft);
          if (!store.all().some(({ id }) => isSame(id, scope))) throw missing(scope);
        },
      }),
    ],
    operations: [
      {
        operation: "Refuse to delete what is locked, what is in it, and what it is in",
        source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
        test: "locks.test.ts",
        shows: "keeps a resource, what is in it and what it is in, until the lock is gone",
        gap: "The only level is `CanNotDelete`. What data planes delete is not management, and not locked, as in Azure.",
      },
    ],
  };
}

/** A service whose resources cannot be deleted while they are locked. */
export function withLocks<S extends Service>(service: S): S {
  const types = service.types.map((type) => ({
    ...type,
    checkRemoval(...[resource, world]: Parameters<NonNullable<ResourceType["checkRemoval"]>>) {
      requireUnlocked(world.store, resource);
      type.checkRemoval?.(resource, world);
    },
  }));
  return { ...service, types };
}

/**
 * "When you apply a lock at a parent scope, all resources within that scope inherit the same lock"; a group with something
 * that is locked stays as well. https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#lock-inheritance
 *
 * @throws CloudError `ScopeLocked`
 */
function requireUnlocked(store: Store, { id, type }: StoredResource): void {
  if (lockTokens.includes(type)) return;
  const scopes = lockTokens.flatMap((token) => store.find(token)).map(lockedBy);
  const locked = scopes.filter((scope) => isIn(id, scope) || isIn(scope, id));
  if (locked.length === 0) return;
  const all = [...new Set(locked)].join(",");
  const message = `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${all}'. Please remove the lock and try again.`;
  throw new CloudError("ScopeLocked", message, 409);
}

function lockedBy({ id }: StoredResource): string {
  return id.slice(0, id.lastIndexOf("/providers/Microsoft.Authorization/locks/"));
}

function isIn(id: string, scope: string): boolean {
  return isSame(`${id}/`.slice(0, scope.length + 1), `${scope}/`);
}
