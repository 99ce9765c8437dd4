import type { PackageServices, World } from "../../contract.ts";
import { randomInteger, randomShuffle } from "./choice.ts";
import { randomId, randomUuid } from "./identifier.ts";
import { randomPet } from "./pet.ts";
import { randomPassword, randomString } from "./text.ts";

/** The random provider: https://www.pulumi.com/registry/packages/random/ It knows no accounts and keeps nothing. */
export function services(_world: World): PackageServices {
  return {
    package: "random",
    kind: "bridged",
    configuration: { source: "https://www.pulumi.com/registry/packages/random/", properties: {} },
    types: [randomId, randomInteger, randomPassword, randomPet, randomShuffle, randomString, randomUuid],
    invokes: {},
    scope: () => ({ account: "none", region: "none" }),
    stop: () => Promise.resolve(),
  };
}
