import {
  CloudError,
  type Constraint,
  type Properties,
  type ResourceDraft,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { parsePolicy, type Statement } from "../../../iam/aws/index.ts";
import { conflicts, matches, oneOf, simulated } from "../../rules.ts";
import { idFor } from "../names.ts";
import { regionLimit } from "../rules.ts";
import { functionNameOf, toFunction, types } from "./functions.ts";
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

/** A principal as in a policy: services by name, everyone as `*`, others by account or ARN. */
function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  return /^[\w.-]+\.amazonaws\.com(?:\.cn)?$/.test(principal) ? { Service: principal } : { AWS: principal };
}

/** The conditions of a statement. A condition without a value is omitted. */
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

/** The resource-based policy of a function: the statements of its permissions, and those that the provider added for its URL. */
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
  // `qualifier` is omitted: versions and aliases are not simulated.
  properties: simulated(
    ...["action", "eventSourceToken", "function", "functionUrlAuthType", "invokedViaFunctionUrl", "principal"],
    ...["principalOrgId", "region", "sourceAccount", "sourceArn", "statementId", "statementIdPrefix"],
  ),
  constraints: [
    matches("action", /^lambda:(?:\*|[a-zA-Z]+)$|^\*$/, "must be lambda:, then an action or *", source, "s3:GetObject"),
    matches("sourceArn", /^arn:[\w-]+:[\w-]+:[^:]*:(?:\d{12})?:.+$/, "must be an ARN", source, "api"),
    matches("principal", /^\S+$/, "must be a service, an account, an ARN or *, without spaces", source, "API Gateway"),
    matches(
      "function",
      /^(?:arn:[\w-]+:lambda:[\w-]+:\d{12}:function:|(?:\d{12}:)?function:)?[\w-]{1,64}$/,
      "must be the name of a function, or its ARN",
      source,
      "shop api",
    ),
    matches("eventSourceToken", /^[\w.-]{1,256}$/, "must be up to 256 letters, digits, . _ and -", source, "amzn1 ask"),
    matches(
      "principalOrgId",
      /^o-[a-z0-9]{10,32}$/,
      "must be the id of an organization: o- and 10 to 32 letters and digits",
      source,
      "shop",
    ),
    matches("sourceAccount", /^\d{12}$/, "must be 12 digits", source, "me"),
    matches("statementId", /^[\w-]{1,100}$/, "must be 1 to 100 letters, digits, - and _", source, "not usable"),
    conflicts(
      "statementIdPrefix",
      "statementId",
      "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/permission/#statementidprefix_nodejs",
      { statementId: "one", statementIdPrefix: "two-" },
    ),
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
  refers: { function: toFunction },
  once: {
    statementId({ urn, inputs, scope, found }, world) {
      if (inputs.statementId !== undefined) return inputs.statementId;
      const prefix = inputs.statementIdPrefix ?? "terraform-";
      const isTaken = (id: string): boolean =>
        world.store.get(types.permission, `${found("function").id}/${prefix}${id}`, scope) !== undefined;
      return `${prefix}${idFor({ urn }, 16, isTaken)}`;
    },
  },
  id: ({ found, once }) => `${found("function").id}/${once.statementId}`,
  taken,
  check(draft, world) {
    const { old, once, found } = draft;
    if (old === undefined && hasPublicStatement(world, found("function"), String(once.statementId))) throw taken(draft);
  },
};

function taken({ once }: ResourceDraft): CloudError {
  const message = `The statement id (${once.statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
  return new CloudError("ResourceConflictException", message, 409);
}
