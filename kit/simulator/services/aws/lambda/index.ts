import type { World } from "../../../contract.ts";
import { type FunctionConfiguration, LambdaHost, quotas } from "../../../hosts/lambda/index.ts";
import type { Environment } from "../../environment.ts";
import type { AwsService } from "../api/index.ts";
import { roleCredentials } from "../iam/index.ts";
import type { SqsService } from "../sqs/index.ts";
import { lambdaApi } from "./api.ts";
import { eventHooks, eventInvokeConfigType } from "./event-config.ts";
import { eventSourceMappingType } from "./event-sources/mapping.ts";
import { EventSources } from "./event-sources/sources.ts";
import { functionType } from "./function.ts";
import { callers, operations } from "./operations.ts";
import { permission } from "./permission.ts";

export { functionWithArn, noteLoss, requireFunction, toFunction, types as lambdaTypes } from "./functions.ts";
export { type Gathered, gather, type Invoked, type Invoker, invokeFunction, newTraceId, sendEvent } from "./invoke.ts";
export { addPublicStatements } from "./url-statements.ts";

/** How long the credentials of a sandbox are valid, in milliseconds: longer than it is used, including its last request. */
const credentialTime = quotas.sandboxTime * 2;

export interface LambdaService extends AwsService {
  /** Runs functions, for the services that invoke them. */
  readonly host: LambdaHost;
}

/** Functions, and who may invoke them. @param environment - Variables of other services. @param sqs - Queues of destinations and event sources. */
export function lambdaService(world: World, environment: Environment, sqs: SqsService): LambdaService {
  const { clock, sandboxes, inspectors, store, root } = world;
  const credentials = ({ role, name }: FunctionConfiguration) => roleCredentials(world, role, name, credentialTime);
  const events = eventHooks(world, sqs);
  const host = new LambdaHost({ clock, sandboxes, inspectors, store, credentials, events, project: root });
  const sources = new EventSources({ world, host, sqs });
  return {
    name: "Lambda",
    host,
    types: [
      functionType(host, environment),
      permission,
      eventInvokeConfigType(sqs),
      eventSourceMappingType(sources, sqs),
    ],
    operations,
    callers,
    api: lambdaApi(world, host),
    async stop() {
      sources.stop();
      await host.stop();
    },
  };
}
