import resource from "@pulumi/pulumi/proto/resource_pb.js";

/**
 * The features that the SDK may use, by their names in the SDK's first protocol and in the one since 3.241. For any other
 * feature, the SDK tells the program that the engine does not support it.
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

/** The response to a newer SDK, which asks once. */
export function describeFeatures(): InstanceType<typeof resource.DeploymentInfo> {
  const response = new resource.DeploymentInfo();
  response.setSupportedfeaturesList(Object.values(features).map((name) => resource.ResourceMonitorFeature[name]));
  return response;
}

/** The response to an older SDK, which asks for one feature after the other. */
export function supportsFeature(name: string): InstanceType<typeof resource.SupportsFeatureResponse> {
  return new resource.SupportsFeatureResponse().setHassupport(Object.hasOwn(features, name));
}
