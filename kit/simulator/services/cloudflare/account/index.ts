import { textAt } from "../../../contract/read.ts";
import type { Service } from "../../../contract.ts";
import { idOf } from "../ids.ts";

const account = { id: idOf("account"), name: "simulated" };

/** Information about the account. */
export function accountService(): Service {
  return {
    name: "Accounts",
    types: [],
    invokes: {
      /** https://www.pulumi.com/registry/packages/cloudflare/api-docs/getaccount/ */
      "cloudflare:index/getAccount:getAccount": (args) => ({
        ...account,
        ...(textAt(args, "accountId") === undefined ? {} : { id: textAt(args, "accountId") }),
        accountId: textAt(args, "accountId") ?? account.id,
        type: "standard",
        createdOn: "2020-01-01T00:00:00Z",
        settings: {},
        managedBy: {},
      }),
      /** https://www.pulumi.com/registry/packages/cloudflare/api-docs/getaccounts/ */
      "cloudflare:index/getAccounts:getAccounts": () => ({
        id: "accounts",
        results: [{ ...account, type: "standard" }],
      }),
    },
    // Filters that are not applied here.
    refusedArguments: {
      "cloudflare:index/getAccount:getAccount": ["filter"],
      "cloudflare:index/getAccounts:getAccounts": ["name"],
    },
  };
}
