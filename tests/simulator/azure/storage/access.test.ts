import assert from "node:assert/strict";
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  ContainerSASPermissions,
  generateAccountSASQueryParameters,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import type { Deployed } from "../../deployment.ts";
import { assign, blobDataContributor, tokenOf, tokens, withoutTls } from "../shop.ts";
import { collect, deployFiles, type Files, openContainer, openWithKey, openWithToken, refusedWith } from "./client.ts";

const tomorrow = new Date(Date.now() + 86_400_000);
/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage */
const reader = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

// https://learn.microsoft.com/rest/api/storageservices/authorize-requests-to-azure-storage
describe("azure: who may do what to blobs", () => {
  let files: Files;
  afterEach(() => files.azure.stop());
  const deploy = async (...properties: Parameters<typeof deployFiles>): Promise<void> => {
    files = await deployFiles(...properties);
    await files.orders.getBlockBlobClient("a").upload("a", 1);
  };

  // https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
  describe("with a key", () => {
    it("is whoever has one of the account's", async () => {
      await deploy();
      const { address, key } = files;
      const refused = refusedWith(403, "AuthenticationFailed");
      const exists = (name: string, used: string) =>
        openWithKey(address, used, name).getContainerClient("orders").exists();

      assert.equal(await exists("shopfiles", key), true);
      await assert.rejects(exists("shopfiles", Buffer.from("guessed").toString("base64")), refused);
      await assert.rejects(exists("another", key), { ...refused, message: /not one of the account shopfiles/ });
    });

    it("is nobody whose request is older than 15 minutes", async () => {
      await deploy();

      files.clock.advance(16 * 60_000);

      await assert.rejects(files.orders.exists(), refusedWith(403, "AuthenticationFailed"));
    });

    // https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
    it("is nobody where the account does not take keys", async () => {
      files = await deployFiles({ allowSharedKeyAccess: false });

      await assert.rejects(files.orders.exists(), refusedWith(403, "KeyBasedAuthenticationNotPermitted"));
    });
  });

  // https://learn.microsoft.com/rest/api/storageservices/sas-error-codes
  describe("with a signed address", () => {
    const sign = (
      permissions: string,
      more: { readonly blobName?: string; readonly contentDisposition?: string } = {},
    ) =>
      generateBlobSASQueryParameters(
        {
          ...{ containerName: "orders", permissions: ContainerSASPermissions.parse(permissions), expiresOn: tomorrow },
          ...more,
        },
        new StorageSharedKeyCredential("shopfiles", files.key),
      ).toString();
    const signAccount = (permissions: string, services: string, resourceTypes: string) =>
      generateAccountSASQueryParameters(
        {
          ...{ permissions: AccountSASPermissions.parse(permissions), expiresOn: tomorrow },
          services: AccountSASServices.parse(services).toString(),
          resourceTypes: AccountSASResourceTypes.parse(resourceTypes).toString(),
        },
        new StorageSharedKeyCredential("shopfiles", files.key),
      ).toString();
    const notPermitted = refusedWith(403, "AuthorizationPermissionMismatch");

    it("is what its permissions say, in its container", async () => {
      await deploy();
      const signed = openContainer(files.address, sign("rld"));

      const found = await collect(signed.listBlobsFlat());

      assert.equal(found.length, 1);
      assert.equal((await signed.getBlobClient("a").downloadToBuffer()).toString(), "a");
      await assert.rejects(signed.getBlockBlobClient("b").upload("b", 1), notPermitted);
      await signed.getBlobClient("a").delete();
      // https://learn.microsoft.com/rest/api/storageservices/create-service-sas#permissions-for-a-directory-container-or-blob
      await assert.rejects(signed.delete(), notPermitted);
    });

    it("is creating blobs without writing over them", async () => {
      await deploy();
      const signed = openContainer(files.address, sign("c"));

      await signed.getBlockBlobClient("b").upload("b", 1);

      await assert.rejects(signed.getBlockBlobClient("b").upload("c", 1), notPermitted);
    });

    it("is nothing beside the one blob that it was made for", async () => {
      await deploy();
      const signed = openContainer(files.address, sign("r", { blobName: "a", contentDisposition: "attachment" }));

      const got = await signed.getBlobClient("a").download();

      assert.equal(got.contentDisposition, "attachment");
      await assert.rejects(signed.getBlobClient("b").download(), refusedWith(403, "AuthenticationFailed"));
    });

    it("is nothing after its time", async () => {
      await deploy();
      const signed = openContainer(files.address, sign("r"));

      files.clock.advance(25 * 3_600_000);

      await assert.rejects(signed.getBlobClient("a").download(), refusedWith(403, "AuthenticationFailed"));
    });

    // Required unless a stored access policy has it: https://learn.microsoft.com/rest/api/storageservices/create-service-sas#construct-a-service-sas
    it("is nothing without a time at which it ends", async () => {
      await deploy();
      const token = "azure-native:storage:listStorageAccountServiceSAS";
      const place = { resourceGroupName: "shop", accountName: "shopfiles" };
      const args = { ...place, canonicalizedResource: "/blob/shopfiles/orders", resource: "c", permissions: "r" };
      const { outputs } = await files.azure.provider.invoke({ token, args });
      const signed = openContainer(files.address, String(outputs.serviceSasToken));

      await assert.rejects(signed.getBlobClient("a").download(), {
        ...refusedWith(403, "AuthenticationFailed"),
        message: /not valid in the specified time frame/,
      });
    });

    it("is what an account's signature says of services and resources", async () => {
      await deploy();
      const use = (signature: string) => openContainer(files.address, signature);

      await use(signAccount("d", "b", "c")).delete();

      await assert.rejects(
        use(signAccount("r", "q", "o"))
          .getBlobClient("a")
          .download(),
        refusedWith(403, "AuthorizationServiceMismatch"),
      );
      await assert.rejects(
        use(signAccount("r", "b", "c"))
          .getBlobClient("a")
          .download(),
        refusedWith(403, "AuthorizationResourceTypeMismatch"),
      );
    });
  });

  // https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure
  it("with nothing, is reading what is public", async () => {
    await deploy({ allowBlobPublicAccess: true }, { publicAccess: "Blob" });
    const anyone = openContainer(files.address);

    const got = (await anyone.getBlobClient("a").downloadToBuffer()).toString();

    assert.equal(got, "a");
    await assert.rejects(anyone.listBlobsFlat().next(), refusedWith(401, "NoAuthenticationInformation"));
    await assert.rejects(anyone.getBlobClient("a").delete(), refusedWith(401, "NoAuthenticationInformation"));
  });

  it("with nothing, is also listing what is public as a container", async () => {
    await deploy({ allowBlobPublicAccess: true }, { publicAccess: "Container" });

    const found = await collect(openContainer(files.address).listBlobsFlat());

    assert.deepEqual(
      found.map(({ name }) => name),
      ["a"],
    );
  });

  it("with nothing, is nothing where nothing is public", async () => {
    await deploy();

    const refused = refusedWith(401, "NoAuthenticationInformation");
    await assert.rejects(openContainer(files.address).getBlobClient("a").download(), refused);
  });

  // https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory
  describe("with an access token", () => {
    let identity: Deployed;
    const notPermitted = refusedWith(403, "AuthorizationPermissionMismatch");
    const deployIdentity = async (role?: string): Promise<void> => {
      await deploy();
      const { azure, account } = files;
      identity = await azure.create(tokens.identity, "api", { resourceGroupName: "shop", resourceName: "shop-api" });
      if (role !== undefined) await assign(azure, identity.outputs.principalId, role, account.id);
    };
    const tokenFor = (audience: string) => tokenOf(files.azure, String(identity.outputs.principalId), audience);
    const open = async (audience = "https://storage.azure.com/") =>
      (await openWithToken(files, await tokenFor(audience))).getContainerClient("orders");

    it("is everything for the user who deploys, as whom a subscription's token is", async () => {
      await deploy();
      const token = await tokenOf(
        files.azure,
        "/subscriptions/0a0a0a0a-0000-4000-8000-000000000001",
        "https://storage.azure.com/",
      );

      const orders = (await openWithToken(files, token)).getContainerClient("orders");

      assert.equal((await orders.getBlobClient("a").delete()).errorCode, undefined);
    });

    it("is what the identity's roles say", async () => {
      await deployIdentity(reader);
      const orders = await open();

      const got = (await orders.getBlobClient("a").downloadToBuffer()).toString();

      assert.equal(got, "a");
      assert.equal((await collect(orders.listBlobsFlat())).length, 1);
      await assert.rejects(orders.getBlockBlobClient("a").upload("b", 1), notPermitted);
      await assert.rejects(orders.getBlobClient("a").delete(), notPermitted);
      await assert.rejects(orders.delete(), notPermitted);
    });

    it("is writing, and managing containers, for contributors to data", async () => {
      await deployIdentity(blobDataContributor);
      const orders = await open("https://shopfiles.blob.core.windows.net");

      await orders.getBlockBlobClient("b").upload("b", 1);
      await orders.getBlobClient("b").delete();
      await orders.delete();

      assert.equal(await orders.exists(), false);
    });

    it("is nothing without a role there", async () => {
      await deployIdentity();

      await assert.rejects((await open()).getBlobClient("a").download(), notPermitted);
    });

    it("is nothing with a role on another container", async () => {
      await deployIdentity();
      const { azure } = files;
      const place = { resourceGroupName: "shop", accountName: "shopfiles" };
      const other = await azure.create(tokens.container, "other", { ...place, containerName: "other" });
      await assign(azure, identity.outputs.principalId, reader, other.id);
      const token = await tokenFor("https://storage.azure.com");
      const client = await openWithToken(files, token);

      assert.equal(await client.getContainerClient("other").exists(), true);
      await assert.rejects(client.getContainerClient("orders").getBlobClient("a").download(), notPermitted);
    });

    it("takes only its own tokens, for Storage, while they last", async () => {
      await deployIdentity(reader);
      const token = await tokenFor("https://storage.azure.com");
      const [header, claims, signature] = token.split(".");
      const forged = Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()), oid: "someone" }),
      ).toString("base64url");
      const refused = refusedWith(401, "InvalidAuthenticationInfo");
      const use = async (given: string) =>
        (await openWithToken(files, given)).getContainerClient("orders").getBlobClient("a").download();

      await use(token);
      await assert.rejects(use([header, forged, signature].join(".")), refused);
      await assert.rejects(use(await tokenFor("https://vault.azure.net")), refused);
      files.clock.advance(25 * 3_600_000);
      await assert.rejects(use(token), refused);
    });

    // https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory#bearer-challenge
    it("says in a challenge where tokens are, and what for", async () => {
      await deployIdentity();

      const response = await fetch(`${withoutTls(files.address)}orders/a`, { headers: { authorization: "Bearer x" } });

      assert.equal(response.status, 401);
      assert.match(
        response.headers.get("www-authenticate") ?? "",
        /^Bearer authorization_uri=https:\/\/login\.microsoftonline\.com\/[\da-f-]{36}\/oauth2\/authorize resource_id=https:\/\/storage\.azure\.com$/,
      );
      assert.match(
        await response.text(),
        /^<\?xml version="1\.0" encoding="utf-8"\?><Error><Code>InvalidAuthenticationInfo</,
      );
    });
  });
});
