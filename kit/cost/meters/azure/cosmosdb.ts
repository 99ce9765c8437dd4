import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../contract.ts";
import { unknownPrice } from "../no-price.ts";

const source = "https://azure.microsoft.com/pricing/details/cosmos-db/";

const accountType = "azure-native:cosmosdb:DatabaseAccount";
const databaseType = "azure-native:cosmosdb:SqlResourceSqlDatabase";

/** How often a copy is made and how long it is kept, in hours. Two copies are free: https://learn.microsoft.com/azure/cosmos-db/periodic-backup-storage-redundancy */
function checkBackup(account: Inputs): void {
  if (account.text("backupPolicy.type", "Periodic") !== "Periodic") return;
  const properties = "backupPolicy.periodicModeProperties";
  const interval = account.number(`${properties}.backupIntervalInMinutes`, 240) / 60;
  const kept = account.number(`${properties}.backupRetentionIntervalInHours`, 8);
  if (kept > 2 * interval) throw unknownPrice(`${properties}.backupRetentionIntervalInHours`);
}

/** The account of a database or container. @throws UnreadableInput when it is not in the program, or the book does not know its prices */
function accountOf({ from }: Reading): Inputs {
  const account = from("accountName", accountType);
  if (account === undefined) throw new UnreadableInput("accountName", "is not that of an account in the program");
  for (const property of ["enableFreeTier", "enableAnalyticalStorage", "enableMultipleWriteLocations"])
    if (account.flag(property)) throw unknownPrice(property);
  for (const [index, location] of account.list("locations").entries())
    if (location.flag("isZoneRedundant")) throw unknownPrice(`locations[${index}].isZoneRedundant`);
  checkBackup(account);
  return account;
}

const isServerless = (account: Inputs): boolean =>
  account.list("capabilities").some((each) => each.text("name") === "EnableServerless");

/** Throughput and storage are paid for in each region: https://learn.microsoft.com/azure/cosmos-db/understand-your-bill */
const regionsOf = (account: Inputs): number => Math.max(1, account.list("locations").length);

/**
 * Request units for reading an item: 1 for 1 KB, 10 for 100 KB. Writing it is 5 times that, deleting 5 whatever its size:
 * https://learn.microsoft.com/azure/cosmos-db/key-value-store-cost and https://learn.microsoft.com/azure/cosmos-db/plan-manage-costs
 */
const unitsFor = (kilobytes: number): number => 1 + Math.max(0, kilobytes - 1) / 11;

/** Strong and bounded reads ask two replicas: https://learn.microsoft.com/azure/cosmos-db/consistency-levels#consistency-levels-and-throughput */
const doubled: ReadonlySet<string> = new Set(["Strong", "BoundedStaleness"]);

function requestUnits({ use }: Reading, account: Inputs): number {
  const replicas = doubled.has(account.text("consistencyPolicy.defaultConsistencyLevel", "Session")) ? 2 : 1;
  const item = unitsFor(use("itemSize"));
  return use("reads") * item * replicas + use("writes") * item * 5 + use("deletes") * 5;
}

/** Where throughput is said, of a database or a container. */
const throughput = { manual: "options.throughput", most: "options.autoscaleSettings.maxThroughput" };

const isSaid = (inputs: Inputs): boolean => inputs.has(throughput.manual) || inputs.has(throughput.most);

/** What Azure provides for a container where nothing is said: https://learn.microsoft.com/azure/cosmos-db/set-throughput */
const leastThroughput = 400;

/** Units for each second that a container provides itself. None, if its database provides them, or nobody does. */
function manualOf({ inputs, from }: Reading): number {
  if (isSaid(inputs)) return inputs.number(throughput.manual, 0);
  const database = from("databaseName", databaseType);
  if (database === undefined)
    throw new UnreadableInput(
      "databaseName",
      "is not that of a database in the program, which may share its throughput",
    );
  return isSaid(database) ? 0 : leastThroughput;
}

/** The highest of each hour is paid for, which nobody says: so the mean, and at least a tenth of what is allowed. */
function scaled(reading: Reading, mean: number): number {
  const most = reading.inputs.number(throughput.most, 0);
  return Math.min(most, Math.max(most / 10, mean));
}

/** Meters of what is provided all the time, of a database or a container. */
const provisioned = (manual: (reading: Reading) => number): readonly Meter[] => [
  {
    price: (reading) => (isServerless(accountOf(reading)) ? undefined : "azure.cosmosdb.provisioned"),
    quantity: (reading) => manual(reading) * regionsOf(accountOf(reading)) * hoursPerMonth,
  },
  {
    price: (reading) => (isServerless(accountOf(reading)) ? undefined : "azure.cosmosdb.autoscale"),
    quantity(reading) {
      if (!reading.inputs.has(throughput.most)) return 0;
      const account = accountOf(reading);
      const mean = requestUnits(reading, account) / (hoursPerMonth * 3_600);
      return scaled(reading, mean) * regionsOf(account) * hoursPerMonth;
    },
  },
];

/** Seven days are free, and thirty are what an account has if it does not say: https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction */
function isBackupPaid(account: Inputs): boolean {
  if (account.text("backupPolicy.type") !== "Continuous") return false;
  return account.text("backupPolicy.continuousModeProperties.tier", "Continuous30Days") !== "Continuous7Days";
}

const stored = (reading: Reading): number => reading.use("storage") * regionsOf(accountOf(reading));

const place = ({ from }: Reading): Inputs | undefined => from("accountName", accountType);

export const cosmosContainer: MeteredType = {
  type: "azure-native:cosmosdb:SqlResourceSqlContainer",
  source,
  place,
  meters: [
    {
      price: (reading) => (isServerless(accountOf(reading)) ? "azure.cosmosdb.serverless" : undefined),
      quantity: (reading) => requestUnits(reading, accountOf(reading)),
    },
    ...provisioned(manualOf),
    { price: "azure.cosmosdb.storage", quantity: stored },
    {
      price: (reading) => (isBackupPaid(accountOf(reading)) ? "azure.cosmosdb.backup" : undefined),
      quantity: stored,
    },
  ],
};

/** What its containers share. */
export const cosmosDatabase: MeteredType = {
  type: databaseType,
  source,
  place,
  meters: provisioned(({ inputs }) => inputs.number(throughput.manual, 0)),
};
