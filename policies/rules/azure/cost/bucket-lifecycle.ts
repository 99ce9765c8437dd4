import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const policy = "azure-native:storage:ManagementPolicy";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "azure",
  title: "What is stored ends, or moves to where it is cheap",
  severity: "low",
  level: "advised",
  why: "Nobody deletes by hand what nobody reads any more.",
  source: "https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview",
  references: {},
  types: {
    "azure-native:storage:StorageAccount": {
      graph: [
        requiresUser(policy, "accountName", {
          else: "nothing in it ever ends",
          fix: "Add a ManagementPolicy with its name as `accountName`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: policy, name: "policy", sources: { accountName: "subject" } }] },
      broken: [{ at: "", says: "nothing in it ever ends", around: [] }],
    },
  },
};
