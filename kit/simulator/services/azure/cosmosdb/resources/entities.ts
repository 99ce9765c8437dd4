import { requiredText, textAt } from "../../../../contract/read.ts";
import type { Invoke, Reference, ResourceRequest, ResourceType, Store, StoredResource } from "../../../../contract.ts";
import { simulated } from "../../../rules.ts";
import { armId, findById, inGroup, isSame, notFound, requireById, sameId } from "../../arm.ts";
import { lookUp } from "../../grouped-type.ts";

export const accountToken = "azure-native:cosmosdb:DatabaseAccount";
export const accountArm = "Microsoft.DocumentDB/databaseAccounts";
export const databaseToken = "azure-native:cosmosdb:SqlResourceSqlDatabase";
export const containerToken = "azure-native:cosmosdb:SqlResourceSqlContainer";
export const definitionToken = "azure-native:cosmosdb:SqlResourceSqlRoleDefinition";
export const assignmentToken = "azure-native:cosmosdb:SqlResourceSqlRoleAssignment";

/** The version of the API that the provider speaks. */
export const version = "2025-10-15";

type Place = Pick<ResourceRequest, "inputs" | "scope">;

const toAccount = inGroup(accountToken, accountArm);

/** The ARM id of something in the account that a resource names. @param path - `sqlDatabases/shop`. */
function idIn({ inputs, scope }: Place, path: string): string {
  const group = requiredText(inputs, "resourceGroupName");
  return `${armId(scope, group, accountArm, requiredText(inputs, "accountName"))}/${path}`;
}

export const toDatabase: Reference = {
  find: (name, request, { store }) => findById(store, databaseToken, idIn(request, `sqlDatabases/${name}`)),
  missing: (name, request) => notFound(idIn(request, `sqlDatabases/${name}`)),
};

export function accountNamed(store: Store, name: string): StoredResource | undefined {
  return store.find(accountToken, ({ outputs }) => isSame(textAt(outputs, "name"), name))[0];
}

/** What is in an account, of a type. */
export function inAccount(store: Store, account: StoredResource, token: string): readonly StoredResource[] {
  const start = `${account.id}/`;
  return store.find(token, ({ id }) => isSame(id.slice(0, start.length), start));
}

/** Names of databases and containers are compared as they are written, other than ids of ARM. */
function named(id: string): (resource: StoredResource) => boolean {
  return ({ outputs }) => textAt(outputs, "resource.id") === id;
}

export function databaseIn(store: Store, account: StoredResource, name: string): StoredResource | undefined {
  return inAccount(store, account, databaseToken).find(named(name));
}

export function containerIn(store: Store, database: StoredResource, name: string): StoredResource | undefined {
  return inAccount(store, database, containerToken).find(named(name));
}

/** A type of resource inside an account. */
interface InnerType extends Omit<ResourceType, "id" | "replaceOn"> {
  /** The input that has its name. */
  readonly property: string;
  /** The inputs that say what of the account it is in. @default it is in the account itself */
  readonly owners?: readonly string[];
  /** Its type in ARM below the account: `sqlDatabases/containers`. */
  readonly arm: string;
  /** Its path in the account: `sqlDatabases/shop/containers/orders`. */
  path(request: Place, name: string): string;
  /** Its name where the program gives none. @default its logical name */
  generated?(): string;
}

/** Adds what all of them have: where they are, their name, and what follows from these. */
export function innerType({ property, owners = [], arm, path, generated, ...type }: InnerType): ResourceType {
  const place = [property, ...owners, "accountName", "resourceGroupName"];
  return {
    ...type,
    replaceOn: place,
    properties: { ...simulated(...place), ...type.properties },
    refers: { accountName: toAccount, ...type.refers },
    once: { name: ({ inputs, name }) => textAt(inputs, property) ?? generated?.() ?? name, ...type.once },
    id: (request) => idIn(request, path(request, String(request.once.name))),
    unique: [sameId, ...(type.unique ?? [])],
    defaults: { type: `${accountArm}/${arm}`, azureApiVersion: version, ...type.defaults },
  };
}

/** The provider's functions that look up what is there. */
export const invokes: Readonly<Record<string, Invoke>> = {
  "azure-native:cosmosdb:getDatabaseAccount": lookUp(accountToken, accountArm, "accountName"),
  "azure-native:cosmosdb:getSqlResourceSqlContainer"(args, scope, { store }) {
    const [database, container] = ["databaseName", "containerName"].map((name) => requiredText(args, name));
    const id = idIn({ inputs: args, scope }, `sqlDatabases/${database}/containers/${container}`);
    const found = requireById(store, containerToken, id);
    return { ...found.outputs, id: found.id };
  },
};
