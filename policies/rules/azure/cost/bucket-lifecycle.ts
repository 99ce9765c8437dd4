import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const policy = "azure-native:storage:ManagementPolicy";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "azure",
  title: "Objects expire, or move to cheaper storage",
  severity: "low",
  level: "advised",
  why: "Objects that nobody needs any more are billed until somebody deletes them.",
  source: "https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview",
  references: {},
  types: {
    "azure-native:storage:StorageAccount": {
      graph: [
        requiresUser(policy, "accountName", {
          else: "nothing in it expires",
          fix: "Add a ManagementPolicy with its name as `accountName`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: policy, name: "policy", sources: { accountName: "subject" } }] },
      broken: [{ at: "", says: "nothing in it expires", around: [] }],
    },
  },
};
