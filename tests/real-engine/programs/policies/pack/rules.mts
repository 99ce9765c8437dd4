import { cloudwatch } from "@pulumi/aws";
import { PolicyPack, validateResourceOfType } from "@pulumi/policy";
import { Config, getProject, getStack } from "@pulumi/pulumi";

/** The stack's own settings reach a pack: https://www.pulumi.com/docs/iac/crossguard/configuration/ */
const least = new Config("policies").getNumber("least") ?? 30;

new PolicyPack("log-rules", {
  policies: [
    {
      name: "logs-are-kept",
      description: "Logs must be kept.",
      enforcementLevel: "mandatory",
      validateResource: validateResourceOfType(cloudwatch.LogGroup, ({ retentionInDays = 0 }, _args, report) => {
        if (retentionInDays < least) report(`Keep logs for ${least} days in ${getProject()}/${getStack()}.`);
      }),
    },
    {
      name: "logs-are-kept-for-audits",
      description: "Logs should be kept for a year.",
      enforcementLevel: "advisory",
      validateResource: validateResourceOfType(cloudwatch.LogGroup, ({ retentionInDays = 0 }, _args, report) => {
        if (retentionInDays < 365) report("Auditors want a year.");
      }),
    },
  ],
});
