import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const what = "an earlier state cannot be restored";

const account: Check = function* (subject, given) {
  if (subject.inputs.text("backupPolicy.type") === "Continuous" || given.isNamed("disposable", subject)) return;
  const fix = 'Set `backupPolicy` to `{ type: "Continuous" }`';
  yield { property: "backupPolicy.type", what, fix };
};

const service = "azure-native:storage:BlobServiceProperties";

const storage: GraphCheck = function* (subject, program, given) {
  if (given.isNamed("disposable", subject)) return;
  const settings = program.users(subject, service, "accountName");
  if (settings.some(({ inputs }) => inputs.flag("deleteRetentionPolicy.enabled") === true)) return;
  const fix = "Add BlobServiceProperties with `deleteRetentionPolicy: { enabled: true, days: 7 }`";
  yield { property: "", what: "deleted blobs cannot be restored", fix };
};

const around = (enabled: boolean) => [
  {
    type: service,
    name: "service",
    inputs: { deleteRetentionPolicy: { enabled } },
    sources: { accountName: "subject" },
  },
];

export const rule: Rule = {
  name: "recoverable-data",
  cloud: "azure",
  title: "Deleted or overwritten data can be restored",
  severity: "medium",
  why: "Otherwise a bug, or an attacker, destroys it for good.",
  source: "https://learn.microsoft.com/azure/cosmos-db/continuous-backup-restore-introduction",
  references: {
    checkov: ["CKV2_AZURE_38"],
    trivy: ["AZU-0056"],
    prowler: ["cosmosdb_account_backup_policy_continuous"],
    cis: ["Azure 6.0 9.2.1"],
    nist: ["CP-9", "CP-10"],
  },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "azure-native:cosmosdb:DatabaseAccount": {
      checks: [account],
      compliant: { backupPolicy: { type: "Continuous" } },
      broken: [
        ["backupPolicy.type", "Periodic", what],
        ["backupPolicy", undefined, what, "backupPolicy.type"],
      ],
    },
    "azure-native:storage:StorageAccount": {
      graph: [storage],
      compliant: {},
      given: { around: around(true) },
      broken: [
        { at: "", says: "deleted blobs cannot be restored", around: around(false) },
        { at: "", says: "deleted blobs cannot be restored", around: [] },
      ],
    },
  },
};
