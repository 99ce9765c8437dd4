import { Gateway, type GatewayTransform } from "../gateway/index.ts";
import { functionsWith, shared, type Unconnected } from "./members.ts";

/** The address of the HTTP functions, if the set has any. */
export function createGateway({
  self,
  name,
  args,
  functions,
  transform,
}: Unconnected<{ readonly gateway?: GatewayTransform }>): Gateway | undefined {
  const targets = functionsWith("http", args).flatMap(([key, { http, was = [] }]) => {
    const handle = functions[key]?.handle;
    return handle === undefined ? [] : [[key, { handle, streaming: http.streaming ?? false, was }] as const];
  });
  if (targets.length === 0) return undefined;
  const { routes, ownAddresses, zone } = args;
  return new Gateway(
    `${name}-gateway`,
    {
      ...shared(args),
      ...{ routes, functions: Object.fromEntries(targets) },
      ...(ownAddresses === undefined ? {} : { ownAddresses }),
      ...(zone === undefined ? {} : { zone }),
    },
    { parent: self, ...(transform.gateway === undefined ? {} : { transform: transform.gateway }) },
  );
}
