import type { PackageServices, World } from "../../contract.ts";
import { LambdaHost } from "../../hosts/lambda/index.ts";
import { apiType, integration, route, stage } from "./apigatewayv2/index.ts";
import { logGroup } from "./cloudwatch/log-group.ts";
import { functionUrlType } from "./function-url/index.ts";
import { policy, role, rolePolicy, rolePolicyAttachment } from "./iam/index.ts";
import { invokes } from "./invokes.ts";
import { currentCode, functionType, lambdaTypes, permission, setCode } from "./lambda/index.ts";
import { scopeOf } from "./names.ts";

export { operations } from "./operations.ts";

/** The simulated AWS: what its Pulumi provider can create, and the services behind it. */
export function services(world: World): PackageServices {
  const host = new LambdaHost({ clock: world.clock, sandboxes: world.sandboxes });
  return {
    package: "aws",
    types: [
      ...[role, rolePolicy, rolePolicyAttachment, policy, logGroup],
      ...[functionType(host), permission, functionUrlType(host)],
      ...[apiType(host), integration, route, stage],
    ],
    invokes,
    scope: scopeOf,
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
