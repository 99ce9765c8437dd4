import resource from "@pulumi/pulumi/proto/resource_pb.js";

/**
 * What the SDK may use: its name in the SDK's first protocol, and in the one since 3.241. The SDK tells a program that
 * asks for anything else that the engine does not support it.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/settings.ts
 */
const features = {
  secrets: "RESOURCE_MONITOR_FEATURE_SECRETS",
  resourceReferences: "RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES",
  aliasSpecs: "RESOURCE_MONITOR_FEATURE_ALIAS_SPECS",
  deletedWith: "RESOURCE_MONITOR_FEATURE_DELETED_WITH",
  transforms: "RESOURCE_MONITOR_FEATURE_TRANSFORMS",
  invokeTransforms: "RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS",
} as const;

/** Answers a newer SDK, which asks once. */
export function describeFeatures(): InstanceType<typeof resource.DeploymentInfo> {
  const response = new resource.DeploymentInfo();
  response.setSupportedfeaturesList(Object.values(features).map((name) => resource.ResourceMonitorFeature[name]));
  return response;
}

/** Answers an older SDK, which asks for one feature after the other. */
export function supportsFeature(name: string): InstanceType<typeof resource.SupportsFeatureResponse> {
  return new resource.SupportsFeatureResponse().setHassupport(Object.hasOwn(features, name));
}
