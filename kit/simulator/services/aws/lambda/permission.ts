import {
  CloudError,
  type Constraint,
  type Properties,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { parsePolicy, type Statement } from "../../../iam/aws/index.ts";
import { idFor } from "../names.ts";
import { oneOf, regionLimit, simulated, text } from "../rules.ts";
import { functionNameOf, requireFunction, types } from "./functions.ts";
import { hasPublicStatement, publicStatementsOf } from "./url-statements.ts";

const source = "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html";
const urls = "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

function onlyWith(property: string, action: string, refused: Properties): Constraint {
  return {
    property,
    rule: `must only be set together with the action ${action}`,
    source: urls,
    accepts: (_value, inputs) => inputs.action === action,
    refused,
  };
}

/** A principal as a policy writes it: services by name, everyone as `*`, others by account or ARN. */
function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  return /^[\w.-]+\.amazonaws\.com(?:\.cn)?$/.test(principal) ? { Service: principal } : { AWS: principal };
}

/** What Lambda compares with what. A condition that has no value is left out. */
function conditionsOf(inputs: Properties): Properties {
  const wanted: readonly (readonly [string, string, unknown])[] = [
    ["ArnLike", "aws:SourceArn", inputs.sourceArn],
    ["StringEquals", "aws:SourceAccount", inputs.sourceAccount],
    ["StringEquals", "aws:PrincipalOrgID", inputs.principalOrgId],
    ["StringEquals", "lambda:FunctionUrlAuthType", inputs.functionUrlAuthType],
    ["StringEquals", "lambda:EventSourceToken", inputs.eventSourceToken],
    ["Bool", "lambda:InvokedViaFunctionUrl", inputs.invokedViaFunctionUrl],
  ];
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const [operator, key, value] of wanted) {
    if (value !== undefined) conditions[operator] = { ...conditions[operator], [key]: value };
  }
  return conditions;
}

/** The resource-based policy of a function: the statements of its permissions, and those that its URL was given. */
export function resourcePolicyOf(world: World, fn: StoredResource): readonly Statement[] {
  const own = world.store.find(
    types.permission,
    ({ inputs, scope }) =>
      functionNameOf(String(inputs.function)) === fn.id &&
      inputs.qualifier === undefined &&
      scope.account === fn.scope.account &&
      scope.region === fn.scope.region,
  );
  return [...own.map(({ inputs }) => inputs), ...publicStatementsOf(world, fn)].flatMap((inputs) =>
    parsePolicy({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: principalOf(String(inputs.principal)),
        Action: inputs.action,
        Resource: fn.outputs.arn,
        Condition: conditionsOf(inputs),
      },
    }),
  );
}

export const permission: ResourceType = {
  token: types.permission,
  source,
  replaceOn: [
    ...["action", "eventSourceToken", "function", "functionUrlAuthType", "invokedViaFunctionUrl", "principal"],
    ...["principalOrgId", "sourceAccount", "sourceArn", "statementId", "statementIdPrefix"],
  ],
  // `qualifier` is left out: there are no versions and aliases.
  properties: simulated(
    ...["action", "eventSourceToken", "function", "functionUrlAuthType", "invokedViaFunctionUrl", "principal"],
    ...["principalOrgId", "region", "sourceAccount", "sourceArn", "statementId", "statementIdPrefix"],
  ),
  constraints: [
    text(
      {
        property: "action",
        rule: "must be lambda:, then an action or *",
        pattern: /^lambda:(?:\*|[a-zA-Z]+)$|^\*$/,
        source,
      },
      "s3:GetObject",
    ),
    text(
      { property: "sourceArn", rule: "must be an ARN", pattern: /^arn:[\w-]+:[\w-]+:[^:]*:(?:\d{12})?:.+$/, source },
      "api",
    ),
    text(
      {
        property: "principal",
        rule: "must be a service, an account, an ARN or *, without spaces",
        pattern: /^\S+$/,
        source,
      },
      "Amazon API Gateway",
    ),
    text(
      {
        property: "function",
        rule: "must be the name of a function, or its ARN",
        pattern: /^(?:arn:[\w-]+:lambda:[\w-]+:\d{12}:function:|(?:\d{12}:)?function:)?[\w-]{1,64}$/,
        source,
      },
      "shop api",
    ),
    text(
      {
        property: "eventSourceToken",
        rule: "must be up to 256 letters, digits, . _ and -",
        pattern: /^[\w.-]+$/,
        max: 256,
        source,
      },
      "amzn1 ask",
    ),
    text(
      {
        property: "principalOrgId",
        rule: "must be the id of an organization: o- and 10 to 32 letters and digits",
        pattern: /^o-[a-z0-9]{10,32}$/,
        source,
      },
      "shop",
    ),
    text({ property: "sourceAccount", rule: "must be 12 digits", pattern: /^\d{12}$/, source }, "me"),
    text(
      {
        property: "statementId",
        rule: "must be 1 to 100 letters, digits, - and _",
        pattern: /^[\w-]+$/,
        max: 100,
        source,
      },
      "not usable",
    ),
    {
      property: "statementIdPrefix",
      rule: "conflicts with `statementId`",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/permission/#statementidprefix_nodejs",
      accepts: (_value, inputs) => inputs.statementId === undefined,
      refused: { statementId: "one", statementIdPrefix: "two-" },
    },
    oneOf("functionUrlAuthType", ["NONE", "AWS_IAM"], source),
    onlyWith("functionUrlAuthType", "lambda:InvokeFunctionUrl", {
      functionUrlAuthType: "NONE",
      action: "lambda:InvokeFunction",
    }),
    onlyWith("invokedViaFunctionUrl", "lambda:InvokeFunction", {
      invokedViaFunctionUrl: true,
      action: "lambda:InvokeFunctionUrl",
    }),
  ],
  limits: [regionLimit],
  example: { action: "lambda:InvokeFunction", function: "worker", principal: "apigateway.amazonaws.com" },
  create(request, world) {
    const { inputs, scope } = request;
    const fn = requireFunction(world, String(inputs.function), scope);
    const exists = (id: string): boolean => world.store.get(types.permission, id, scope) !== undefined;
    const prefix = inputs.statementIdPrefix ?? "terraform-";
    const statementId =
      inputs.statementId ?? `${prefix}${idFor(request, 16, (id) => exists(`${fn.id}/${prefix}${id}`))}`;
    const id = `${fn.id}/${statementId}`;
    if (exists(id) || hasPublicStatement(world, fn, String(statementId))) {
      const message = `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
      throw new CloudError("ResourceConflictException", message, 409);
    }
    return { id, outputs: { statementId, region: scope.region } };
  },
  // Nothing of a statement can be changed: an update is one that changes nothing.
  update: (_request, { outputs: { statementId, region } }) => ({ statementId, region }),
};
