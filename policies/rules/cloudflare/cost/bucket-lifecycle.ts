import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const lifecycle = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "cloudflare",
  title: "What is stored ends, or moves to where it is cheap",
  severity: "low",
  level: "advised",
  why: "Nobody deletes by hand what nobody reads any more.",
  source: "https://developers.cloudflare.com/r2/buckets/object-lifecycles/",
  references: {},
  types: {
    "cloudflare:index/r2Bucket:R2Bucket": {
      graph: [
        requiresUser(lifecycle, "bucketName", {
          else: "nothing in it ever ends",
          fix: "Add an R2BucketLifecycle with its name as `bucketName`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: lifecycle, name: "lifecycle", sources: { bucketName: "subject" } }] },
      broken: [{ at: "", says: "nothing in it ever ends", around: [] }],
    },
  },
};
