import type { Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Upload objects in one request or in several, with checksums",
    source: "https://cloud.google.com/storage/docs/uploads-downloads",
    test: "api/storage.test.ts",
    shows: "takes uploads in one request and in pieces, with what describes them",
    gap: "An upload in several requests ends with the simulator. Objects are kept in memory while they are sent. There are no encryption keys of customers, ACLs, storage classes or holds.",
  },
  {
    operation: "Download objects and ranges of them",
    source: "https://cloud.google.com/storage/docs/downloading-objects",
    test: "api/storage.test.ts",
    shows: "downloads an object, and a range of it",
    gap: "Objects with Content-Encoding gzip are never decompressed. Only the JSON API answers: no signed URLs, and no addresses such as storage.googleapis.com/<bucket>/<object>.",
  },
  {
    operation: "List objects by prefix, delimiter and page; show, describe and delete them",
    source: "https://cloud.google.com/storage/docs/json_api/v1/objects",
    test: "api/storage.test.ts",
    shows: "lists folders and pages",
    gap: "There are no copies, compositions, batches or older generations. Of buckets there is only get.",
  },
  {
    operation: "Preconditions: generation and metageneration",
    source: "https://cloud.google.com/storage/docs/request-preconditions",
    test: "api/storage.test.ts",
    shows: "does what preconditions let it do, else answers 412",
    gap: "ETags in headers are not compared.",
  },
  {
    operation: "Decide by roles on the project and on the bucket, and by public access prevention",
    source: "https://cloud.google.com/storage/docs/access-control/iam-json",
    test: "api/access.test.ts",
    shows: "asks the roles on the bucket and on the project for each operation",
    gap: "Predefined roles only. ACLs do not exist, and members are service accounts, allUsers and allAuthenticatedUsers.",
  },
];
