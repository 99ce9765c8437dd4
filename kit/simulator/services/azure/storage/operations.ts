import type { Caller, Operation } from "../../../contract.ts";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "Sign and check links to blobs",
    source: "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    test: "delivery.test.ts",
    shows: "refuses an address with ",
    gap: "Addresses and protocols are not looked at. There are no stored access policies, and no user delegation signatures.",
  },
];

/** Who calls it, and how it is known who calls. */
export const callers: readonly Caller[] = [
  {
    who: "onedeploy",
    calls: "the package's blob",
    shows: "a shared access signature",
    checked: "signature by the account's key, time, permissions, the blob it was made for",
    source: "https://learn.microsoft.com/rest/api/storageservices/create-service-sas",
    code: "services/azure/storage/sas.ts",
    test: ["azure/delivery.test.ts", "refuses an address with"],
  },
];
