import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://learn.microsoft.com/rest/api/storageservices";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Put Blob, Get Blob, Delete Blob, and their properties and metadata",
    source: `${reference}/put-blob`,
    test: "storage/blobs.test.ts",
    shows: "come back as they were put, with their properties and metadata",
    gap: "There are block blobs only, in one state: no snapshots, versions, leases, tags, copies, or keys of one's own. What asks for those is refused. Nothing is too large.",
  },
  {
    operation: "Conditions by ETag and time",
    source: `${reference}/specifying-conditional-headers-for-blob-service-operations`,
    test: "storage/blobs.test.ts",
    shows: "are changed only by whoever knows the version that is there",
    gap: "Where a request has both, an ETag counts more than a time, as in HTTP.",
  },
  {
    operation: "Put Block, Put Block List",
    source: `${reference}/put-block-list`,
    test: "storage/blobs.test.ts",
    shows: "are there when a list of them has been put, in its order",
    gap: "A list has blocks that were put since the one before. Blocks that no list takes are kept.",
  },
  {
    operation: "List Blobs, with prefix, delimiter and pages",
    source: `${reference}/list-blobs`,
    test: "storage/lists.test.ts",
    shows: "have what begins with a prefix, in pages",
    gap: "Only metadata can be included.",
  },
  {
    operation: "Create Container, Delete Container, Get Container Properties",
    source: `${reference}/create-container`,
    test: "storage/blobs.test.ts",
    shows: "are in containers, which clients create and delete too",
    gap: "Clients give containers no metadata and no public access. A name is free as soon as its container is deleted.",
  },
  {
    operation: "Who calls: keys of the account",
    source: `${reference}/authorize-with-shared-key`,
    test: "storage/access.test.ts",
    shows: "is whoever has one of the account's",
    gap: "Shared Key Lite is missing.",
  },
  {
    operation: "Who calls: signatures for an account, a container or a blob",
    source: `${reference}/create-service-sas`,
    test: "storage/access.test.ts",
    shows: "is what its permissions say, in its container",
    gap: "Networks and protocols are not looked at. There are no stored access policies, and no user delegation signatures.",
  },
  {
    operation: "Public access to containers",
    source: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-configure",
    test: "storage/access.test.ts",
    shows: "with nothing, is reading what is public",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a program with a key",
    calls: "Blob Storage",
    shows: "a signature of the request",
    checked: "the signature, by the keys of the account, and its time",
    source: `${reference}/authorize-with-shared-key`,
    code: "services/azure/storage/shared-key.ts",
    test: ["azure/storage/access.test.ts", "is whoever has one of the account's"],
  },
  {
    who: "whoever has a signed address",
    calls: "Blob Storage",
    shows: "a shared access signature",
    checked: "the signature, by the keys of the account; time, permissions, what it was made for",
    source: `${reference}/create-service-sas`,
    code: "services/azure/storage/sas.ts",
    test: ["azure/storage/access.test.ts", "is what its permissions say, in its container"],
  },
  {
    who: "onedeploy",
    calls: "the package's blob",
    shows: "a shared access signature",
    checked: "like every signed address",
    source: `${reference}/create-service-sas`,
    code: "services/azure/storage/sas.ts",
    test: ["azure/delivery.test.ts", "refuses an address with"],
  },
];
