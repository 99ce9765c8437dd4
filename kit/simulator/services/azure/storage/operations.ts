import type { Operation } from "../../../contract.ts";

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
