import assert from "node:assert/strict";
import { programOf } from "../../../policies/contract/program.ts";
import { unknown } from "../../../policies/contract/values.ts";
import { subjectOf } from "../support/subjects.ts";

const bucket = subjectOf(
  "aws:s3/bucket:Bucket",
  "logs",
  { bucket: "acme-logs" },
  { in: "storage", outputs: { arn: "arn:acme-logs" } },
);
const component = subjectOf("acme:index:Storage", "storage", {}, { in: "platform" });
const platform = subjectOf("acme:index:Platform", "platform", {});
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const byOutput = subjectOf(block, "by-output", { bucket: unknown }, { sources: { bucket: "logs" } });
const byName = subjectOf(block, "by-name", { bucket: "acme-logs" });
const byArn = subjectOf(block, "by-arn", { bucket: "arn:acme-logs" });
const other = subjectOf(block, "other", { bucket: "acme-data" }, { sources: { bucket: "data" } });

const program = programOf([bucket, component, platform, byOutput, byName, byArn, other]);

describe("the resources of a program", () => {
  it("finds what names a resource: by its outputs, though they are not known yet, and by its names", () => {
    assert.deepEqual(new Set(program.users(bucket, block, "bucket")), new Set([byOutput, byName, byArn]));
    assert.deepEqual(program.users(bucket, block, "other"), []);
  });

  it("finds what a resource names", () => {
    assert.deepEqual(program.targets(byOutput, "bucket", bucket.type), [bucket]);
    assert.deepEqual(program.targets(byName, "bucket", bucket.type), [bucket]);
    assert.deepEqual(program.targets(byOutput, "bucket", "aws:sqs/queue:Queue"), []);
    assert.deepEqual(program.targets(other, "bucket", bucket.type), []);
  });

  it("knows the components around a resource, from the inside out", () => {
    assert.deepEqual(program.around(bucket), [component, platform]);
    assert.deepEqual(program.around(platform), []);
  });

  it("comes to an end where components lead back to where they came from", () => {
    const [one, two] = [subjectOf("a:b:C", "one", {}, { in: "two" }), subjectOf("a:b:C", "two", {}, { in: "one" })];

    assert.deepEqual(programOf([one, two]).around(one), [two, one]);
  });
});
