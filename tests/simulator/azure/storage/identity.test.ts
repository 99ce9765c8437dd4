import assert from "node:assert/strict";
import type { Deployed } from "../../deployment.ts";
import { appWith, bundleApp, noPrefix } from "../packages.ts";
import {
  appInputs,
  assign,
  blobDataContributor,
  createGround,
  deliveryInputs,
  openAzure,
  tokens,
  uploadPackage,
  urlOf,
} from "../shop.ts";

/** The code of a function as one would write it for the cloud: the address of blobs comes from the account's outputs. */
const writer = `
  import { DefaultAzureCredential } from "@azure/identity";
  import { BlobServiceClient } from "@azure/storage-blob";
  ${appWith(`async () => {
    const credential = new DefaultAzureCredential({ managedIdentityClientId: process.env.CLIENT_ID });
    const blob = new BlobServiceClient(process.env.BLOBS, credential)
      .getContainerClient("packages")
      .getBlockBlobClient("from-a-function");
    try {
      await blob.upload("hello", 5);
      return { body: await blob.downloadToBuffer() };
    } catch ({ statusCode, code }) {
      return { status: 500, body: statusCode + " " + code };
    }
  }`)}
`;

// https://learn.microsoft.com/azure/storage/blobs/storage-quickstart-blobs-nodejs#authenticate-to-azure-and-authorize-access-to-blob-data
describe("azure: blobs and the identity of a function", () => {
  let files: Readonly<Record<string, string>>;
  let azure: Awaited<ReturnType<typeof openAzure>>;
  before(async () => {
    files = await bundleApp(writer, noPrefix);
  });
  beforeEach(async () => {
    azure = await openAzure();
  });
  afterEach(() => azure.stop());

  /** @param scope - Where the function's identity owns blobs, besides its own package. */
  const call = async (scope?: (account: Deployed) => string): Promise<string> => {
    const ground = await createGround(azure);
    const { clientId, principalId } = ground.identity.outputs;
    const account = await azure.create(tokens.account, "files", {
      ...{ resourceGroupName: "shop", accountName: "shopfiles", kind: "StorageV2", sku: { name: "Standard_LRS" } },
      allowSharedKeyAccess: false,
    });
    await azure.create(tokens.container, "files", {
      ...{ resourceGroupName: "shop", accountName: "shopfiles", containerName: "packages" },
    });
    if (scope !== undefined) await assign(azure, principalId, blobDataContributor, scope(account));
    const settings = {
      BLOBS: String(Object(account.outputs.primaryEndpoints).blob),
      CLIENT_ID: String(clientId),
    };
    const app = await azure.create(tokens.app, "api", appInputs(ground, { settings }));
    await azure.create(tokens.resource, "code", deliveryInputs(await uploadPackage(azure, files)));
    return (await fetch(urlOf(app))).text();
  };

  it("lets a function read and write with the official client and its own role", async () => {
    const text = await call(({ id }) => `${id}/blobServices/default/containers/packages`);

    assert.equal(text, "hello");
  }).timeout(30_000);

  it("refuses a function without a role on the account", async () => {
    assert.equal(await call(), "403 AuthorizationPermissionMismatch");
  }).timeout(30_000);
});
