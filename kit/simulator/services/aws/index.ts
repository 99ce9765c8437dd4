import type { CloudPackage, World } from "../../contract.ts";
import { accountService } from "./account/index.ts";
import { apiGatewayService } from "./apigatewayv2/index.ts";
import { configuration } from "./configuration.ts";
import { functionUrlService } from "./function-url/index.ts";
import { iamService } from "./iam/index.ts";
import { lambdaService } from "./lambda/index.ts";
import { logsService } from "./logs/index.ts";
import { scopeOf } from "./names.ts";

/** The simulated AWS: what its Pulumi provider can create, and the services behind it. */
export function services(world: World): CloudPackage {
  const lambda = lambdaService(world);
  return {
    package: "aws",
    kind: "bridged",
    configuration,
    place: "region",
    scope: scopeOf,
    services: [
      accountService(),
      iamService(world),
      logsService(),
      lambda,
      functionUrlService(lambda.host),
      apiGatewayService(world, lambda.host),
    ],
  };
}
