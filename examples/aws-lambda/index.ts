/**
 * A function behind an HTTP API and a Function URL, with the plain AWS SDK and nothing of Fourfold: the simulated AWS knows only
 * what a provider receives, so it runs any program that uses only the types and properties of docs/simulator.md.
 */
import { fileURLToPath } from "node:url";
import * as aws from "@pulumi/aws";
import { asset } from "@pulumi/pulumi";

const logs = new aws.cloudwatch.LogGroup("greeter", { name: "/aws/lambda/greeter", retentionInDays: 14 });

const role = new aws.iam.Role("greeter", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});

new aws.iam.RolePolicy("write-logs", {
  role: role.id,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [logs.arn.apply((arn) => `${arn}:log-stream:*`)],
      },
    ],
  },
});

const greeter = new aws.lambda.Function("greeter", {
  role: role.arn,
  runtime: aws.lambda.Runtime.NodeJS24dX,
  architectures: ["arm64"],
  handler: "index.handler",
  code: new asset.FileArchive(fileURLToPath(new URL("./app", import.meta.url))),
  environment: { variables: { GREETED: "world" } },
  loggingConfig: { logFormat: "Text", logGroup: logs.name },
  timeout: 10,
});

const api = new aws.apigatewayv2.Api("greeter", { protocolType: "HTTP" });

const integration = new aws.apigatewayv2.Integration("greeter", {
  apiId: api.id,
  integrationType: "AWS_PROXY",
  integrationUri: greeter.invokeArn,
  payloadFormatVersion: "2.0",
});

new aws.apigatewayv2.Route("greet", {
  apiId: api.id,
  routeKey: "GET /greet",
  target: integration.id.apply((id) => `integrations/${id}`),
});

const stage = new aws.apigatewayv2.Stage("greeter", { apiId: api.id, name: "$default", autoDeploy: true });

new aws.lambda.Permission("api", {
  function: greeter,
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  sourceArn: api.executionArn.apply((arn) => `${arn}/*/*`),
});

// The provider lets everyone call it: https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/
const url = new aws.lambda.FunctionUrl("greeter", { functionName: greeter.name, authorizationType: "NONE" });

/** The address of the API: `curl "$(pulumi stack output apiUrl)greet?name=you"`. */
export const apiUrl = stage.invokeUrl;
/** The function's own address. */
export const functionUrl = url.functionUrl;
