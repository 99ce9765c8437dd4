import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, Meter, MeteredType, Reading } from "../../contract.ts";
import { leadsTo, notWhere, off, requireFrom } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { secondsPerMonth } from "../../units.ts";

const source = "https://azure.microsoft.com/pricing/details/cosmos-db/";

const accountType = "azure-native:cosmosdb:DatabaseAccount";
const databaseType = "azure-native:cosmosdb:SqlResourceSqlDatabase";

const periodic = "backupPolicy.periodicModeProperties";

/** How often a copy is made and how long it is kept, in hours. Two copies are free: https://learn.microsoft.com/azure/cosmos-db/periodic-backup-storage-redundancy */
function keepsMoreCopies({ inputs }: Reading): boolean {
  if (inputs.text("backupPolicy.type", "Periodic") !== "Periodic") return false;
  const interval = inputs.number(`${periodic}.backupIntervalInMinutes`, 240) / 60;
  return inputs.number(`${periodic}.backupRetentionIntervalInHours`, 8) > 2 * interval;
}

/** What is in an account is paid for as that one says. */
const guards: Guards = {
  accountName: leadsTo(accountType, "an account", {
    ...{ enableFreeTier: off, enableAnalyticalStorage: off, enableMultipleWriteLocations: off },
    locations: notWhere(
      ({ inputs }, property) => inputs.list(property).some((each) => each.flag("isZoneRedundant")),
      "has a redundancy of zones, for which the book has no price",
    ),
    [`${periodic}.backupRetentionIntervalInHours`]: notWhere(keepsMoreCopies),
  }),
};

/** The account of a database or container. @throws UnreadableInput when it is not in the program */
const accountOf = (reading: Reading): Inputs => requireFrom(reading, "accountName", accountType, "an account");

const isServerless = (reading: Reading): boolean =>
  accountOf(reading)
    .list("capabilities")
    .some((each) => each.text("name") === "EnableServerless");
const isProvisioned = (reading: Reading): boolean => !isServerless(reading);

/** Throughput and storage are paid for in each region: https://learn.microsoft.com/azure/cosmos-db/understand-your-bill */
const regionsOf = (reading: Reading): number => Math.max(1, accountOf(reading).list("locations").length);

/**
 * Request units for reading an item: 1 for 1 KB, 10 for 100 KB. Writing it is 5 times that, deleting 5 whatever its size:
 * https://learn.microsoft.com/azure/cosmos-db/key-value-store-cost and https://learn.microsoft.com/azure/cosmos-db/plan-manage-costs
 */
const unitsFor = (kilobytes: number): number => 1 + Math.max(0, kilobytes - 1) / 11;

/** Strong and bounded reads ask two replicas: https://learn.microsoft.com/azure/cosmos-db/consistency-levels#consistency-levels-and-throughput */
const doubled: ReadonlySet<string> = new Set(["Strong", "BoundedStaleness"]);

function requestUnits(reading: Reading): number {
  const { use } = reading;
  const level = accountOf(reading).text("consistencyPolicy.defaultConsistencyLevel", "Session");
  const replicas = doubled.has(level) ? 2 : 1;
  const item = unitsFor(use("itemSize"));
  return use("reads") * item * replicas + use("writes") * item * 5 + use("deletes") * 5;
}

/** Where throughput is said, of a database or a container. */
const throughput = { manual: "options.throughput", most: "options.autoscaleSettings.maxThroughput" };

const isSaid = (inputs: Inputs): boolean => inputs.has(throughput.manual) || inputs.has(throughput.most);

/** What Azure provides for a container where nothing is said: https://learn.microsoft.com/azure/cosmos-db/set-throughput */
const leastThroughput = 400;

/** Units for each second that a container provides itself. None, if its database provides them, or nobody does. */
function manualOf(reading: Reading): number {
  if (isSaid(reading.inputs)) return reading.inputs.number(throughput.manual, 0);
  return isSaid(requireFrom(reading, "databaseName", databaseType, "a database")) ? 0 : leastThroughput;
}

/** The highest of each hour is paid for, which nobody says: so the mean, and at least a tenth of what is allowed. */
function scaled(reading: Reading, mean: number): number {
  const most = reading.inputs.number(throughput.most, 0);
  return Math.min(most, Math.max(most / 10, mean));
}

/** Meters of what is provided all the time, of a database or a container. */
const provisioned = (manual: (reading: Reading) => number): readonly Meter[] => [
  onlyWhere(isProvisioned, {
    price: "azure.cosmosdb.provisioned",
    quantity: (reading) => manual(reading) * regionsOf(reading) * hoursPerMonth,
  }),
  onlyWhere((reading) => isProvisioned(reading) && reading.inputs.has(throughput.most), {
    price: "azure.cosmosdb.autoscale",
    quantity: (reading) =>
      scaled(reading, requestUnits(reading) / secondsPerMonth) * regionsOf(reading) * hoursPerMonth,
  }),
];

/** Seven days are free, and thirty are what an account has if it does not say: https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction */
function isBackupPaid(reading: Reading): boolean {
  const account = accountOf(reading);
  if (account.text("backupPolicy.type") !== "Continuous") return false;
  return account.text("backupPolicy.continuousModeProperties.tier", "Continuous30Days") !== "Continuous7Days";
}

const stored = (reading: Reading): number => reading.use("storage") * regionsOf(reading);

const place = ({ from }: Reading): Inputs | undefined => from("accountName", accountType);

export const cosmosContainer: MeteredType = {
  type: "azure-native:cosmosdb:SqlResourceSqlContainer",
  source,
  place,
  guards,
  meters: [
    onlyWhere(isServerless, { price: "azure.cosmosdb.serverless", quantity: requestUnits }),
    ...provisioned(manualOf),
    { price: "azure.cosmosdb.storage", quantity: stored },
    onlyWhere(isBackupPaid, { price: "azure.cosmosdb.backup", quantity: stored }),
  ],
};

/** What its containers share. */
export const cosmosDatabase: MeteredType = {
  type: databaseType,
  source,
  place,
  guards,
  meters: provisioned(({ inputs }) => inputs.number(throughput.manual, 0)),
};
