import type { CloudPackage, World } from "../../contract.ts";
import { accountService } from "./account/index.ts";
import { configuration } from "./configuration.ts";
import { cronService } from "./cron/index.ts";
import { scope } from "./ids.ts";
import { routingService } from "./routing/index.ts";
import { workersService } from "./workers/index.ts";

/** The simulated part of Cloudflare: what `@pulumi/cloudflare` can deploy here. */
export function services(world: World): CloudPackage {
  const workers = workersService(world);
  return {
    package: "cloudflare",
    kind: "bridged",
    configuration,
    scope: () => scope,
    services: [workers, routingService(workers.host), cronService(world, workers.host), accountService()],
  };
}
