import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const lifecycle = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "cloudflare",
  title: "Objects expire, or move to cheaper storage",
  severity: "low",
  level: "advised",
  why: "Objects that nobody needs any more are billed until somebody deletes them.",
  source: "https://developers.cloudflare.com/r2/buckets/object-lifecycles/",
  references: {},
  types: {
    "cloudflare:index/r2Bucket:R2Bucket": {
      graph: [
        requiresUser(lifecycle, "bucketName", {
          else: "nothing in it expires",
          fix: "Add an R2BucketLifecycle with its name as `bucketName`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: lifecycle, name: "lifecycle", sources: { bucketName: "subject" } }] },
      broken: [{ at: "", says: "nothing in it expires", around: [] }],
    },
  },
};
