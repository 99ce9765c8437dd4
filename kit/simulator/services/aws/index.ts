import type { CloudPackage, World } from "../../contract.ts";
import { environmentFrom } from "../environment.ts";
import { accountService } from "./account/index.ts";
import { type AwsService, apiService } from "./api/index.ts";
import { apiGatewayService } from "./apigatewayv2/index.ts";
import { budgetsService } from "./budgets/index.ts";
import { configuration } from "./configuration.ts";
import { dynamodbService } from "./dynamodb/index.ts";
import { functionUrlService } from "./function-url/index.ts";
import { iamService } from "./iam/index.ts";
import { lambdaService } from "./lambda/index.ts";
import { logsService } from "./logs/index.ts";
import { scopeOf } from "./names.ts";
import { schedulerService } from "./scheduler/index.ts";
import { secretsManagerService } from "./secretsmanager/index.ts";
import { snsService } from "./sns/index.ts";
import { sqsService } from "./sqs/index.ts";
import { stsService } from "./sts/index.ts";

/** The simulated AWS: what its Pulumi provider can create, and the services that run it. */
export function services(world: World): CloudPackage {
  const api = apiService(world, () => all.flatMap((service) => service.api ?? []));
  const sqs = sqsService(world, api);
  const lambda = lambdaService(
    world,
    environmentFrom(() => all),
    sqs,
  );
  const all: readonly AwsService[] = [
    accountService(),
    iamService(),
    stsService(),
    api,
    logsService(),
    lambda,
    functionUrlService(lambda.host),
    apiGatewayService(world, lambda.host),
    sqs,
    snsService(world, sqs),
    schedulerService(world, lambda.host, sqs),
    dynamodbService(world),
    secretsManagerService(world),
    budgetsService(),
  ];
  return { package: "aws", kind: "bridged", configuration, place: "region", scope: scopeOf, services: all };
}
