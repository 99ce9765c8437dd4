import { request as httpRequest } from "node:http";
import type { SimulatorOptions } from "../../../kit/simulator/index.ts";
import { archive, type Deployed, type Deployment, deploymentOn } from "../deployment.ts";

type Properties = Readonly<Record<string, unknown>>;

export const tokens = {
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  policy: "aws:iam/policy:Policy",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  api: "aws:apigatewayv2/api:Api",
  stage: "aws:apigatewayv2/stage:Stage",
  integration: "aws:apigatewayv2/integration:Integration",
  route: "aws:apigatewayv2/route:Route",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  redriveAllowPolicy: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  topic: "aws:sns/topic:Topic",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  table: "aws:dynamodb/table:Table",
  secret: "aws:secretsmanager/secret:Secret",
  secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
  schedule: "aws:scheduler/schedule:Schedule",
  eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  eventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
} as const;

export const basicExecution = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

/** A trust policy for a service. */
export function trustOf(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export function openAws(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
  return deploymentOn("aws", { ...options, configuration: { region: "eu-central-1" } });
}

/** A function's code whose handler is this expression. */
export function codeOf(handler: string): Properties {
  return archive({ "index.mjs": `export const handler = ${handler};` });
}

/** A role that may write logs, unless `policies` says otherwise. */
export async function deployRole(aws: Deployment, policies: readonly string[] = [basicExecution]): Promise<Deployed> {
  const inputs = { name: "worker", assumeRolePolicy: trustOf("lambda.amazonaws.com"), managedPolicyArns: policies };
  return aws.create(tokens.role, "worker", inputs);
}

/** Deploys a function with its role. */
export async function deployFunction(aws: Deployment, handler: string, more: Properties = {}): Promise<Deployed> {
  const role = await deployRole(aws);
  return aws.create(tokens.function, "worker", {
    name: "worker",
    role: role.outputs.arn,
    handler: "index.handler",
    runtime: "nodejs24.x",
    code: codeOf(handler),
    ...more,
  });
}

export interface ApiOptions {
  readonly api?: Properties;
  readonly stage?: Properties;
  readonly integration?: Properties;
  readonly routes?: readonly string[];
  /** Whether the function lets the API in. @default true */
  readonly permission?: boolean;
}

/** An HTTP API in front of a function. */
export interface DeployedApi {
  readonly url: string;
  readonly api: Deployed;
  readonly stage: Deployed;
}

export async function deployApi(aws: Deployment, fn: Deployed, options: ApiOptions = {}): Promise<DeployedApi> {
  const { routes = ["$default"], permission = true } = options;
  const api = await aws.create(tokens.api, "shop", { name: "shop", protocolType: "HTTP", ...options.api });
  const integration = await aws.create(tokens.integration, "worker", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: fn.outputs.invokeArn,
    payloadFormatVersion: "2.0",
    ...options.integration,
  });
  for (const routeKey of routes) {
    await aws.create(tokens.route, routeKey, { apiId: api.id, routeKey, target: `integrations/${integration.id}` });
  }
  const stage = await aws.create(tokens.stage, "stage", {
    apiId: api.id,
    name: "$default",
    autoDeploy: true,
    ...options.stage,
  });
  if (permission) {
    await aws.create(tokens.permission, "api", {
      function: fn.id,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.outputs.executionArn}/*/*`,
    });
  }
  return { url: String(stage.outputs.invokeUrl).replace(/\/$/, ""), api, stage };
}

/** A Function URL that everyone may call. */
export async function deployUrl(aws: Deployment, fn: Deployed, inputs: Properties = {}): Promise<string> {
  const url = await aws.create(tokens.functionUrl, "url", {
    functionName: fn.id,
    authorizationType: "NONE",
    ...inputs,
  });
  const anyone = { function: fn.id, principal: "*" };
  await aws.create(tokens.permission, "url", {
    ...anyone,
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  });
  await aws.create(tokens.permission, "invoke", {
    ...anyone,
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  });
  return String(url.outputs.functionUrl).replace(/\/$/, "");
}

/** The lines of a log group. */
export function linesOf(aws: Pick<Deployment, "simulator">, group: string): readonly string[] {
  return aws.simulator.world.logs.recent({ cloud: "aws", group }).map(({ text }) => text);
}

/** Sends a request with its path exactly as given, which `fetch` would tidy up. */
export function sendRaw(
  url: string,
  path: string,
  headers: readonly string[] = [],
): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers: ["host", "shop.example", ...headers] }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on("error", reject).end();
  });
}

/** What tests look at in an event, of either payload format. */
export interface HttpEvent {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>>;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly resource: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly accountId: string;
    readonly apiId: string;
    readonly stage: string;
    readonly time: string;
    readonly requestId: string;
    readonly http: Readonly<Record<"method" | "path" | "protocol" | "sourceIp", string>>;
  };
}

/** The event that a function answered with. */
export async function eventOf(response: Response): Promise<HttpEvent> {
  return JSON.parse(await response.text());
}
