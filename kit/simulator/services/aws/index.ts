import type { PackageServices, World } from "../../contract.ts";
import { type FunctionConfiguration, LambdaHost, quotas } from "../../hosts/lambda/index.ts";
import { apiType, integration, route, stage, Throttle } from "./apigatewayv2/index.ts";
import { logGroup } from "./cloudwatch/log-group.ts";
import { configuration } from "./configuration.ts";
import { functionUrlType } from "./function-url/index.ts";
import { credentialsFor, policy, role, roleCredentials, rolePolicy, rolePolicyAttachment } from "./iam/index.ts";
import { invokes, refusedArguments } from "./invokes.ts";
import { currentCode, functionType, lambdaTypes, permission, setCode } from "./lambda/index.ts";
import { scopeOf } from "./names.ts";

export { operations } from "./operations.ts";

/** Longer than a sandbox is used, by the longest time that a request may take there and more. In milliseconds. */
const credentialTime = quotas.sandboxTime * 2;

/** The simulated AWS: what its Pulumi provider can create, and the services behind it. */
export function services(world: World): PackageServices {
  const { clock, sandboxes, inspectors, store, root } = world;
  const credentials = ({ role, name }: FunctionConfiguration) => roleCredentials(world, role, name, credentialTime);
  const host = new LambdaHost({ clock, sandboxes, inspectors, store, credentials, project: root });
  return {
    package: "aws",
    kind: "bridged",
    configuration,
    place: "region",
    types: [
      ...[role, rolePolicy, rolePolicyAttachment, policy, logGroup],
      ...[functionType(host), permission, functionUrlType(host)],
      ...[apiType(host, new Throttle(clock)), integration, route, stage],
    ],
    invokes,
    refusedArguments,
    scope: scopeOf,
    credentials({ principal }) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentialsFor(world, principal);
      return {
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: sessionToken,
      };
    },
    async replaceCode(from, to) {
      const arns = world.store.find(lambdaTypes.function).map(({ outputs }) => String(outputs.arn));
      const affected = arns.filter((arn) => currentCode(world, arn) === from);
      for (const arn of affected) setCode(world, arn, to);
      await Promise.all(affected.map((arn) => host.replaceCode(arn, world.code.files(to))));
      return affected.length;
    },
    stop: () => host.stop(),
  };
}
