import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { openGcp } from "../shop.ts";
import {
  accessOf,
  bucketMemberToken,
  callApi,
  clientOf,
  createAccount,
  createBucket,
  emailOf,
  grantTo,
  memberOf,
  projectMemberToken,
} from "./client.ts";

const role = (name: string) => `roles/storage.${name}`;
const object = "/storage/v1/b/shop-files/o/note";
const upload = "/upload/storage/v1/b/shop-files/o?uploadType=media&name=";

/** What is tried, by the permission that it needs: https://cloud.google.com/storage/docs/access-control/iam-json */
const operations = {
  "storage.buckets.get": ["/storage/v1/b/shop-files", {}],
  "storage.objects.create": ["/upload/storage/v1/b/shop-files/o?uploadType=resumable&name=new", { method: "POST" }],
  "storage.objects.delete": [object, { method: "DELETE" }],
  "storage.objects.get": [`${object}?alt=media`, {}],
  "storage.objects.list": ["/storage/v1/b/shop-files/o", {}],
  "storage.objects.update": [object, { method: "PATCH", body: "{}" }],
} as const;

/** What each role has of them: https://cloud.google.com/storage/docs/access-control/iam-roles */
const roles: Readonly<Record<string, readonly string[]>> = {
  [role("objectViewer")]: ["storage.objects.get", "storage.objects.list"],
  [role("objectCreator")]: ["storage.objects.create"],
  [role("objectUser")]: ["create", "delete", "get", "list", "update"].map((name) => `storage.objects.${name}`),
  [role("bucketViewer")]: ["storage.buckets.get"],
  [role("legacyBucketReader")]: ["storage.buckets.get", "storage.objects.list"],
  [role("admin")]: Object.keys(operations),
};

describe("gcp: who may do what in Cloud Storage", function stored() {
  this.timeout(10_000);
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
    await createBucket(gcp);
    await createAccount(gcp, "shop-admin");
    await grantTo(gcp, "shop-admin", role("admin"));
    await createAccount(gcp);
    await putNote();
  });
  afterEach(() => gcp.stop());

  const putNote = async () =>
    callApi(await accessOf(gcp, "shop-admin"), `${upload}note`, { method: "POST", body: "hello" });
  const anonymously = async (path: string) => callApi({ ...(await accessOf(gcp)), token: "" }, path);

  it("asks the roles on the bucket and on the project for each operation", async () => {
    for (const [name, permissions] of Object.entries(roles)) {
      for (const bucket of ["shop-files", undefined]) {
        const grant = await grantTo(gcp, "shop-clerk", name, bucket);
        const may = [];
        for (const [permission, [path, init]] of Object.entries(operations)) {
          const { status, text } = await callApi(await accessOf(gcp), path, init);
          if (status < 300) may.push(permission);
          else assert.match(text, new RegExp(`${emailOf("shop-clerk")} does not have ${permission} access`));
          await putNote();
        }
        await gcp.remove(grant);
        assert.deepEqual(may, permissions, `${name} on ${bucket ?? "the project"}`);
      }
    }
  });

  // https://cloud.google.com/storage/docs/json_api/v1/status-codes
  it("refuses who has no role with 403, and nobody known with 401, in Google's words", async () => {
    const refused = (who: string) =>
      `${who} does not have storage.objects.get access to the Google Cloud Storage object. ` +
      "Permission 'storage.objects.get' denied on resource (or it may not exist).";

    const { status, body } = await callApi(await accessOf(gcp), object);
    const unknown = await anonymously(object);

    const message = refused(emailOf("shop-clerk"));
    const errors = [{ message, domain: "global", reason: "forbidden" }];
    assert.deepEqual([status, body.error], [403, { code: 403, message, status: "PERMISSION_DENIED", errors }]);
    assert.deepEqual([unknown.status, unknown.body.error.status], [401, "UNAUTHENTICATED"]);
    assert.equal(unknown.body.error.errors[0].reason, "required");
    assert.ok(unknown.text.includes(refused("Anonymous caller")));
    assert.match(unknown.text, /useAuthWithCustomEndpoint: true/);
  });

  // https://cloud.google.com/storage/docs/access-control/iam-json: to replace an object is to delete it as well.
  it("lets who may only create objects replace none", async () => {
    await grantTo(gcp, "shop-clerk", role("objectCreator"), "shop-files");
    const files = clientOf(await accessOf(gcp));

    await files.file("new").save("x", { resumable: false });
    await assert.rejects(files.file("note").save("x", { resumable: false }), /does not have storage.objects.delete/);
  });

  it("gives the address of an upload only to who may create the object", async () => {
    await assert.rejects(
      clientOf(await accessOf(gcp))
        .file("new")
        .createResumableUpload(),
      /storage.objects.create/,
    );
  });

  it("tells of an object that does not exist only who may list objects", async () => {
    const missing = "/storage/v1/b/shop-files/o/none";
    const grant = await grantTo(gcp, "shop-clerk", role("legacyObjectReader"), "shop-files");
    const untold = await callApi(await accessOf(gcp), missing);
    await gcp.remove(grant);
    await grantTo(gcp, "shop-clerk", role("objectViewer"), "shop-files");
    const told = await callApi(await accessOf(gcp), missing);

    assert.deepEqual([untold.status, told.status], [403, 404]);
  });

  // https://cloud.google.com/storage/docs/access-control/making-data-public
  it("lets everyone read what is public, unless the bucket prevents that", async () => {
    const inputs = { bucket: "shop-files", role: role("objectViewer"), member: "allUsers" };
    await gcp.create(bucketMemberToken, "everyone", inputs);
    await createBucket(gcp, "shop-private", { publicAccessPrevention: "enforced" });
    await gcp.create(projectMemberToken, "everyone", {
      project: "shop-project",
      role: inputs.role,
      member: "allUsers",
    });

    const read = await anonymously(`${object}?alt=media`);
    const prevented = await anonymously("/storage/v1/b/shop-private/o");
    const granted = gcp.create(bucketMemberToken, "private", { ...inputs, bucket: "shop-private" });

    assert.deepEqual([read.status, read.text], [200, "hello"]);
    assert.equal(prevented.status, 401);
    // https://cloud.google.com/storage/docs/public-access-prevention
    await assert.rejects(granted, { code: "FAILED_PRECONDITION", message: /public access prevention is enforced/ });
  });

  // https://cloud.google.com/storage/docs/access-control/iam#conditions
  it("counts a grant only where its condition holds, which needs uniform access", async () => {
    const condition = {
      title: "notes",
      expression: 'resource.name.startsWith("projects/_/buckets/shop-even/objects/no")',
    };
    const inputs = { role: role("objectUser"), member: memberOf("shop-clerk"), condition };
    await createBucket(gcp, "shop-even", { uniformBucketLevelAccess: true });
    await gcp.create(bucketMemberToken, "some", { ...inputs, bucket: "shop-even" });
    const files = clientOf(await accessOf(gcp), "shop-even");

    await files.file("note").save("x", { resumable: false });
    await assert.rejects(files.file("other").save("x", { resumable: false }), { code: 403 });
    await assert.rejects(
      gcp.create(bucketMemberToken, "fine", { ...inputs, bucket: "shop-files" }),
      /only where uniform bucket-level access is enabled/,
    );
  });
});
