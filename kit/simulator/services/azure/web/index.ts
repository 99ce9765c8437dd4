import type { Service, World } from "../../../contract.ts";
import type { Environment } from "../../environment.ts";
import { lookUp } from "../grouped-type.ts";
import type { IdentityService } from "../identity/index.ts";
import type { ServiceBusService } from "../servicebus/index.ts";
import type { StorageService } from "../storage/index.ts";
import { appToken, planToken } from "../tokens.ts";
import { appArm } from "./address.ts";
import { createAppType } from "./app.ts";
import { Apps } from "./apps.ts";
import { createOneDeployType } from "./delivery/one-deploy.ts";
import { listWebAppHostKeys } from "./host-keys.ts";
import { callers, operations } from "./operations.ts";
import { planArm, planType } from "./plan.ts";
import { publishingTypes } from "./publishing.ts";
import { createSettingsType } from "./settings.ts";
import { ServiceBusTriggers } from "./triggers/service-bus.ts";

/** The other services that apps use. */
export interface WebTools {
  /** The variables that they add. */
  readonly environment: Environment;
  readonly storage: StorageService;
  readonly serviceBus: Pick<ServiceBusService, "broker">;
  readonly identity: Pick<IdentityService, "principalOf">;
}

/** Function apps on Flex Consumption. */
export function webService(world: World, { environment, storage, serviceBus, identity }: WebTools): Service {
  const { principalOf } = identity;
  const apps = new Apps(world, environment, new ServiceBusTriggers({ world, broker: serviceBus.broker, principalOf }));
  return {
    name: "Functions",
    types: [
      planType,
      createAppType(apps),
      createSettingsType(apps),
      ...publishingTypes,
      createOneDeployType(apps, storage),
    ],
    invokes: {
      "azure-native:web:getAppServicePlan": lookUp(planToken, planArm, "name"),
      "azure-native:web:getWebApp": lookUp(appToken, appArm, "name"),
      "azure-native:web:listWebAppHostKeys": listWebAppHostKeys,
    },
    operations,
    callers,
    stop: () => apps.stop(),
  };
}
