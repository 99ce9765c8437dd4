import assert from "node:assert/strict";
import { Foundation, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { deploySample, places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

describe("a function set on Google Cloud", () => {
  it("runs its function with what the set asks for, as its own service account", async () => {
    const stack = await deploySample("gcp");

    const account = stack.find("gcp:serviceaccount/account:Account", "sample-web-account");
    assert.equal(account.inputs.project, "acme-test");
    assert.equal(account.inputs.displayName, "Fourfold function sample-web");
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
        // https://cloud.google.com/run/docs/about-concurrency: several at once need a whole processor
        availableCpu: "1",
        maxInstanceRequestConcurrency: 80,
        maxInstanceCount: 20,
        ingressSettings: "ALLOW_ALL",
        allTrafficOnLatestRevision: true,
      },
      labels: { "fourfold-set": "sample", "fourfold-function": "web" },
    });
  });

  // https://cloud.google.com/iam/docs/service-accounts-create
  it("names service accounts as Google Cloud accepts it, however long the names are that they remind of", async () => {
    const long = "the-platform-of-the-acme-corporation";
    const stack = await evaluate(() => {
      const foundation = new Foundation(long, { cloud: "gcp", ...places }).handle;
      const { root } = sample;
      const job = {
        cloud: "gcp",
        foundation,
        set: "sample",
        function: "web",
        root,
        handler: "./web.ts",
        http: {},
      } as const;
      new Job(`${long}-job`, { ...job, http: {} });
    });

    const accounts = stack.all("gcp:serviceaccount/account:Account");
    assert.equal(accounts.length, 2);
    for (const { inputs } of accounts) assert.match(String(inputs.accountId), /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/);
  });

  // https://cloud.google.com/run/docs/configuring/services/memory-limits: more than 4, 8, 16 and 24 GiB need 2, 4, 6 and 8.
  for (const [memory, availableCpu, availableMemory] of [
    ["256 MB", "1", "256Mi"],
    ["4 GB", "1", "4096Mi"],
    ["4097 MB", "2", "4097Mi"],
    ["8 GB", "2", "8192Mi"],
    ["8193 MB", "4", "8193Mi"],
    ["16 GB", "4", "16384Mi"],
    ["16385 MB", "6", "16385Mi"],
    ["24 GB", "6", "24576Mi"],
    ["24577 MB", "8", "24577Mi"],
    ["32 GB", "8", "32768Mi"],
  ] as const) {
    it(`gives ${memory} the processors that so much needs: ${availableCpu}`, async () => {
      const stack = await deploySample("gcp", { deploy: { functions: { web: { memory } } } });

      stack.has("gcp:cloudfunctionsv2/function:Function", { serviceConfig: { availableCpu, availableMemory } });
    });
  }

  it("gives the function's service account no role in the project", async () => {
    const stack = await deploySample("gcp");

    const account = stack.find("gcp:serviceaccount/account:Account", "sample-web-account");
    const members = stack.all("gcp:projects/iAMMember:IAMMember").map(({ inputs }) => inputs.member);
    assert.ok(members.length > 0);
    assert.ok(!members.includes(`serviceAccount:${account.outputs.email}`));
  });

  it("builds as an account that may write logs, store images in one repository and read functions' sources, and nothing else", async () => {
    const stack = await deploySample("gcp");

    const builder = stack.find("gcp:serviceaccount/account:Account", "acme-builder");
    const images = stack.find("gcp:artifactregistry/repository:Repository");
    const number = /^gcf-v2-sources-(\d+)-europe-west1$/;
    const onProject = stack.all("gcp:projects/iAMMember:IAMMember");
    const onImages = stack.all("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember");
    // https://cloud.google.com/functions/docs/securing/build-custom-sa
    const rolesOf = (grants: typeof onProject) => grants.map(({ inputs }) => inputs.role).toSorted();
    assert.deepEqual(rolesOf(onProject), ["roles/logging.logWriter", "roles/storage.objectViewer"]);
    assert.deepEqual(rolesOf(onImages), ["roles/artifactregistry.writer"]);
    stack.has("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember", {
      project: "acme-test",
      location: "europe-west1",
      repository: images.outputs.repositoryId,
    });
    // Not our bucket: the platform copies sources into its own. https://github.com/hashicorp/terraform-provider-google/issues/20571
    const reader = onProject.find(({ inputs }) => inputs.role === "roles/storage.objectViewer");
    const { expression } = Object(reader?.inputs.condition);
    const [, bucket = "", inside] =
      /^resource\.name == "projects\/_\/buckets\/([^"/]+)" \|\| resource\.name\.startsWith\("projects\/_\/buckets\/([^"/]+)\/"\)$/.exec(
        expression,
      ) ?? [];
    assert.match(bucket, number);
    assert.equal(inside, bucket);
    assert.equal(builder.inputs.project, "acme-test");
    assert.equal(builder.inputs.displayName, "Fourfold builds of acme");
    for (const { inputs } of [...onProject, ...onImages]) {
      assert.equal(inputs.member, `serviceAccount:${builder.outputs.email}`);
      assert.equal(inputs.project, "acme-test");
    }
    const built = stack.has("gcp:cloudfunctionsv2/function:Function", {
      buildConfig: { serviceAccount: builder.outputs.name, dockerRepository: images.id },
    });
    for (const { urn } of [...onProject, ...onImages]) assert.ok(built.dependencies.includes(urn));
  });

  it("keeps images in a repository of its own, in the region of its functions", async () => {
    const stack = await deploySample("gcp", { foundation: { tags: { team: "acme" } } });

    const { inputs } = stack.has("gcp:artifactregistry/repository:Repository", {
      project: "acme-test",
      location: "europe-west1",
      format: "DOCKER",
      description: "Images of the functions on acme",
      labels: { team: "acme" },
    });
    assert.match(String(inputs.repositoryId), /^acme-images-[0-9a-f]{8}$/);
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
    const stack = await deploySample("gcp", { foundation: { tags: { team: "acme" } } });

    stack.has("gcp:storage/bucket:Bucket", {
      project: "acme-test",
      location: "europe-west1",
      labels: { team: "acme" },
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      forceDestroy: true,
    });
    const { inputs } = stack.find("gcp:storage/bucketObject:BucketObject");
    const account = stack.find("gcp:serviceaccount/account:Account", "sample-web-account");
    assert.match(String(inputs.name), new RegExp(`^${account.inputs.accountId}/[0-9a-f]{64}\\.zip$`));
  });
});
