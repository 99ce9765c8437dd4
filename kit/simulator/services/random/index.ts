import type { CloudPackage } from "../../contract.ts";
import { randomInteger, randomShuffle } from "./choice.ts";
import { randomBytesType, randomId, randomUuid } from "./identifier.ts";
import { randomPet } from "./pet.ts";
import { randomPassword, randomString } from "./text.ts";

/** The random provider: https://www.pulumi.com/registry/packages/random/ It knows no accounts and keeps nothing. */
export function services(): CloudPackage {
  const types = [
    randomBytesType,
    randomId,
    randomInteger,
    randomPassword,
    randomPet,
    randomShuffle,
    randomString,
    randomUuid,
  ];
  return {
    package: "random",
    kind: "bridged",
    configuration: { source: "https://www.pulumi.com/registry/packages/random/", properties: {} },
    scope: () => ({ account: "none", region: "none" }),
    services: [{ name: "Random", types }],
  };
}
