import { ManagementLockByScope } from "@pulumi/azure-native/authorization/managementLockByScope.js";
import { DatabaseAccount, type DatabaseAccountArgs } from "@pulumi/azure-native/cosmosdb/databaseAccount.js";
import {
  SqlResourceSqlDatabase,
  type SqlResourceSqlDatabaseArgs,
} from "@pulumi/azure-native/cosmosdb/sqlResourceSqlDatabase.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { DatabaseBuilder, DatabasePlan } from "./plan.ts";

export interface AzureDatabaseNodes {
  readonly account: DatabaseAccount;
  readonly database: SqlResourceSqlDatabase;
  readonly lock?: ManagementLockByScope;
}

export interface AzureDatabaseTransform {
  /** The account. @default unchanged */
  readonly account?: Transform<DatabaseAccountArgs>;
  /** The database in it. @default unchanged */
  readonly database?: Transform<SqlResourceSqlDatabaseArgs>;
}

type Plan = DatabasePlan<AzureDatabaseTransform>;

function createAccount(self: ComponentResource, { name, on, protection, tags, transform }: Plan) {
  const args: DatabaseAccountArgs = {
    resourceGroupName: on("resourceGroup"),
    location: on("location"),
    // 3 to 44 characters: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdocumentdb
    accountName: physicalName(self, `${name}-account-name`, name, { max: 44, separator: "-", letterFirst: true }),
    kind: "GlobalDocumentDB",
    databaseAccountOfferType: "Standard",
    locations: [{ locationName: on("location"), failoverPriority: 0, isZoneRedundant: false }],
    capabilities: [{ name: "EnableServerless" }],
    // Every instance of every function reads what another one has written before, without passing tokens on.
    consistencyPolicy: { defaultConsistencyLevel: "Strong" },
    // 7 days, without charge: https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction
    backupPolicy: { type: "Continuous", continuousModeProperties: { tier: "Continuous7Days" } },
    disableLocalAuth: true,
    minimalTlsVersion: "Tls12",
    tags,
  };
  return new DatabaseAccount(...transformed(transform.account, `${name}-account`, args, kept(self, protection)));
}

function createDatabase(self: ComponentResource, { name, on, protection, transform }: Plan, account: DatabaseAccount) {
  const args: SqlResourceSqlDatabaseArgs = {
    resourceGroupName: on("resourceGroup"),
    accountName: account.name,
    databaseName: "tables",
    resource: { id: "tables" },
  };
  return new SqlResourceSqlDatabase(
    ...transformed(transform.database, `${name}-database`, args, kept(self, protection)),
  );
}

/**
 * An account has no protection of its own. The lock is on its database, which keeps the account and all tables: one on the account would
 * also keep the roles of functions that are gone. It is not protected itself: Pulumi would refuse to remove it when `protection` is lowered.
 * https://learn.microsoft.com/azure/cosmos-db/resource-locks
 */
function createLock(self: ComponentResource, { name, protection }: Plan, database: SqlResourceSqlDatabase) {
  if (protection !== "protect") return {};
  const args = { level: "CanNotDelete", lockName: `${name}-lock`, scope: database.id };
  return { lock: new ManagementLockByScope(`${name}-lock`, args, { parent: self }) };
}

/** A serverless account of Cosmos DB for all tables of a set: https://learn.microsoft.com/azure/cosmos-db/serverless */
export const build: DatabaseBuilder<AzureDatabaseNodes, AzureDatabaseTransform> = (self, plan) => {
  const account = createAccount(self, plan);
  const database = createDatabase(self, plan, account);
  return {
    id: database.id,
    attributes: {
      account: account.name,
      accountId: account.id,
      endpoint: account.documentEndpoint,
      name: database.name,
      resourceGroup: plan.on("resourceGroup"),
    },
    nodes: { account, database, ...createLock(self, plan, database) },
  };
};
