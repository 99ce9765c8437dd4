// The entry of the policy pack. Pulumi loads it with `require`, and runs the function that it is:
// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run-policy-pack/run.ts
// It is plain JavaScript, since the runner would compile TypeScript, and check its types, at every preview.
module.exports = async () => {
  const { requirePolicySdk } = await import("./pack/installed.ts");
  requirePolicySdk();
  const { servePack } = await import("./pack/serve.ts");
  await servePack();
};
