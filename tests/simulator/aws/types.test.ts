import { describeTables } from "../type-tables.ts";

// Refused on purpose: nothing here could keep what they ask for.
describeTables("aws", "aws", {
  "aws:iam/role:Role": ["namePrefix"],
  "aws:iam/rolePolicy:RolePolicy": ["namePrefix"],
  "aws:iam/policy:Policy": ["namePrefix"],
  "aws:cloudwatch/logGroup:LogGroup": ["skipDestroy"],
  "aws:lambda/function:Function": [
    ...["capacityProviderConfig", "codeSigningConfigArn", "deadLetterConfig", "durableConfig", "fileSystemConfig"],
    ...["imageConfig", "imageUri", "kmsKeyArn", "layers", "publish", "publishTo", "replaceSecurityGroupsOnDestroy"],
    ...["replacementSecurityGroupIds", "s3Bucket", "s3Key", "s3ObjectVersion", "skipDestroy", "snapStart"],
    ...["sourceKmsKeyArn", "tenancyConfig", "vpcConfig"],
  ],
  "aws:lambda/permission:Permission": ["qualifier"],
  "aws:lambda/functionUrl:FunctionUrl": ["qualifier"],
  "aws:apigatewayv2/api:Api": [
    ...["apiKeySelectionExpression", "body", "credentialsArn", "failOnWarnings", "routeKey"],
    ...["routeSelectionExpression", "target"],
  ],
  "aws:apigatewayv2/integration:Integration": [
    ...["connectionId", "contentHandlingStrategy", "credentialsArn", "integrationSubtype"],
    ...["requestParameters", "requestTemplates", "responseParameters", "templateSelectionExpression", "tlsConfig"],
  ],
  "aws:apigatewayv2/route:Route": [
    ...["apiKeyRequired", "authorizationScopes", "authorizerId", "modelSelectionExpression", "requestModels"],
    ...["requestParameters", "routeResponseSelectionExpression"],
  ],
  // The last two of each are about WebSocket APIs.
  "aws:apigatewayv2/stage:Stage": [
    ...["clientCertificateId", "deploymentId", "defaultRouteSettings.dataTraceEnabled"],
    ...["defaultRouteSettings.loggingLevel", "routeSettings.dataTraceEnabled", "routeSettings.loggingLevel"],
  ],
});
