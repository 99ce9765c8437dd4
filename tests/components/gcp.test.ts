import assert from "node:assert/strict";
import { deploySample } from "./deployment.ts";

describe("a function set on Google Cloud", () => {
  it("runs its function with what the set asks for, as its own service account", async () => {
    const stack = await deploySample("gcp");

    const account = stack.find("gcp:serviceaccount/account:Account");
    stack.count("gcp:cloudfunctionsv2/function:Function", 1);
    stack.has("gcp:cloudfunctionsv2/function:Function", {
      project: "acme-test",
      location: "europe-west1",
      buildConfig: { runtime: "nodejs24", entryPoint: "handler" },
      serviceConfig: {
        availableMemory: "512Mi",
        timeoutSeconds: 25,
        environmentVariables: { STAGE: "test", FOURFOLD_FLAGS: '{"beta":true}' },
        serviceAccountEmail: account.outputs.email,
        maxInstanceCount: 20,
      },
      labels: { "fourfold-set": "sample", "fourfold-function": "web" },
    });
  });

  it("gives the service account no role in the project", async () => {
    const stack = await deploySample("gcp");

    assert.deepEqual(
      stack.resources.filter(({ type }) => /iam/i.test(type)).map(({ type }) => type),
      ["gcp:cloudrunv2/serviceIamMember:ServiceIamMember"],
    );
  });

  it("lets everyone call the service of this one function", async () => {
    const stack = await deploySample("gcp");

    const { outputs } = stack.find("gcp:cloudfunctionsv2/function:Function");
    stack.has("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", {
      name: outputs.name,
      role: "roles/run.invoker",
      member: "allUsers",
    });
  });

  it("keeps sources in a private bucket, under the hash of their content", async () => {
    const stack = await deploySample("gcp");

    stack.has("gcp:storage/bucket:Bucket", { uniformBucketLevelAccess: true, publicAccessPrevention: "enforced" });
    const { inputs } = stack.find("gcp:storage/bucketObject:BucketObject");
    assert.match(String(inputs.name), /^sample-web\/[0-9a-f]{64}\.zip$/);
  });
});
