import { cloudwatch, iam } from "@pulumi/aws";

/** Two log groups and a role, for somebody else to change. */
new cloudwatch.LogGroup("changed", { name: "/drift/changed", retentionInDays: 14, tags: { team: "shop" } });
new cloudwatch.LogGroup("deleted", { name: "/drift/deleted", retentionInDays: 14 });
new iam.Role("untouched", { assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) });
