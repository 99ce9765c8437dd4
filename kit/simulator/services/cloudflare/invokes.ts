import { CloudError, type Invoke, type PackageServices } from "../../contract.ts";
import { textAt } from "../read.ts";
import { idOf } from "./account.ts";
import { rememberZone, zoneName, zoneOutputs } from "./routing/zone.ts";

const account = { id: idOf("account"), name: "simulated" };

/** Filters that would have to be applied. */
export const refusedArguments: NonNullable<PackageServices["refusedArguments"]> = {
  "cloudflare:index/getZone:getZone": ["filter.status", "filter.types"],
  "cloudflare:index/getAccount:getAccount": ["filter"],
  "cloudflare:index/getAccounts:getAccounts": ["name"],
};

/** What programs ask the provider. */
export const invokes: Readonly<Record<string, Invoke>> = {
  /** A zone that is asked for by name exists. https://www.pulumi.com/registry/packages/cloudflare/api-docs/getzone/ */
  "cloudflare:index/getZone:getZone": (args, _scope, world) => {
    const asked = textAt(args, "filter.name");
    const given = textAt(args, "zoneId");
    const name = asked ?? (given === undefined ? undefined : zoneName(given, world));
    if (name === undefined) throw new CloudError("1001", `The zone ${given ?? ""} was not found.`, 404);
    const id = rememberZone(name, world);
    return { ...zoneOutputs(name, {}, world), id, zoneId: id };
  },
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
  "cloudflare:index/getAccounts:getAccounts": () => ({ id: "accounts", results: [{ ...account, type: "standard" }] }),
};
