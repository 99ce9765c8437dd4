/**
 * Pulumi calls a property what Terraform does, but in camel case. What differs beyond that is here, by the property or by Terraform's type and
 * the property, as the type's page in Terraform's registry has it: https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
 */
export const terraformNames: Readonly<Record<string, string>> = {
  "aws_api_gateway_method.restApi": "rest_api_id",
  "aws_api_gateway_method_settings.restApi": "rest_api_id",
  "aws_api_gateway_stage.deployment": "deployment_id",
  "aws_api_gateway_stage.restApi": "rest_api_id",
  "aws_lambda_function.name": "function_name",
  "aws_lambda_permission.function": "function_name",
  "aws_sns_topic_subscription.topic": "topic_arn",
  "google_storage_bucket.methods": "method",
  "google_storage_bucket.origins": "origin",
};

/** What Terraform calls the blocks that Pulumi has a list of: in the singular, or as Pulumi does. */
export const blockNames: Readonly<Record<string, string>> = {
  attributes: "attribute",
  authorizedNetworks: "authorized_networks",
  containers: "containers",
  cors: "cors",
  corsRules: "cors_rule",
  envs: "env",
  fields: "fields",
  globalSecondaryIndexes: "global_secondary_index",
  indexes: "indexes",
  inlinePolicies: "inline_policy",
  lifecycleRules: "lifecycle_rule",
  orderedCacheBehaviors: "ordered_cache_behavior",
  origins: "origin",
  rules: "rule",
};
