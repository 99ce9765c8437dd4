import { cloudwatch } from "@pulumi/aws";
import { Config } from "@pulumi/pulumi";

/** Logs that are kept as long as the stack says. */
new cloudwatch.LogGroup("orders", { retentionInDays: new Config().requireNumber("days") });
