import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const setting = "azure-native:monitor:DiagnosticSetting";

export const rule: Rule = {
  name: "storage-logs",
  cloud: "azure",
  title: "Access to stored data is logged",
  severity: "low",
  why: "After a leak, nobody can tell what was read.",
  source: "https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage",
  references: { checkov: ["CKV2_AZURE_21", "CKV_AZURE_33"], trivy: ["AZU-0057", "AZU-0009"], nist: ["AU-2"] },
  types: {
    "azure-native:storage:StorageAccount": {
      graph: [
        requiresUser(setting, "resourceUri", {
          else: "access to it is not logged",
          fix: "Add a DiagnosticSetting with its id and `/blobServices/default` as `resourceUri`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: setting, name: "setting", sources: { resourceUri: "subject" } }] },
      broken: [{ at: "", says: "access to it is not logged", around: [] }],
    },
  },
};
