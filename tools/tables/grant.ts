import { clouds } from "fourfold";
import { type EvaluatedResource, type EvaluatedStack, evaluate } from "fourfold/testing";
import { deployEverything } from "../everything.ts";
import { table, titles } from "../markdown.ts";

/** A permission of a principal. */
interface Grant {
  readonly who: string;
  readonly may: string;
  readonly on: string;
}

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const azureRoles: Readonly<Record<string, string>> = {
  "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
  "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
  "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39": "Azure Service Bus Data Sender",
  "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0": "Azure Service Bus Data Receiver",
  "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
};

/** The name in the program of the resource that a value identifies, by any of its identifiers. */
function nameIn(stack: EvaluatedStack, value: unknown): string {
  const text = String(value).replace(/:\*$|\/\*\/\*$|^serviceAccount:/g, "");
  // A random name belongs to the resource that has it.
  const named = stack.resources.filter(({ type }) => !type.startsWith("random:"));
  const found = named.find(({ id, outputs }) => id === text || Object.values(outputs).includes(text));
  return found === undefined ? text : `\`${found.name}\``;
}

type Reader = (resource: EvaluatedResource, stack: EvaluatedStack) => readonly Grant[];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

interface QueueStatement extends Statement {
  readonly Principal: { readonly Service: string };
  readonly Condition: { readonly ArnEquals: { readonly "aws:SourceArn": string } };
}

/** The name of the resource that a statement is about; parts of it, such as an index, stand after its name. */
function resourcesIn(stack: EvaluatedStack, resource: Statement["Resource"]): string {
  const names = [resource].flat().map((arn) => {
    const [, whole = arn, part = ""] = /^(arn:aws:dynamodb:.*:table\/[^/]+)(\/.*)?$/.exec(arn) ?? [];
    return `${nameIn(stack, whole)}${part === "" ? "" : ` \`${part}\``}`;
  });
  return names.join(", ");
}

/** The scope of a role on a project: with a condition, the database or the buckets that it names. */
function placeOf(condition: unknown, stack: EvaluatedStack): string {
  if (condition === undefined) return "the project";
  const [, database] = /"(projects\/[^/]+\/databases\/[^"]+)"/.exec(String(Object(condition).expression)) ?? [];
  if (database !== undefined) return nameIn(stack, database);
  const names = String(Object(condition).expression).matchAll(/"projects\/_\/buckets\/([^"/]+)\/?"/g);
  return [...new Set([...names].map(([, name]) => `the bucket \`${name}\``))].join(", ");
}

const code = (text: unknown) => `\`${text}\``;

/** A role of the stack by its name in the program, and what it allows. */
function roleIn(stack: EvaluatedStack, role: unknown): string {
  const own = stack.resources.find(
    ({ type, id }) => type === "gcp:projects/iAMCustomRole:IAMCustomRole" && id === role,
  );
  return own === undefined ? code(role) : [own.inputs.permissions].flat().map(code).join(", ");
}

/** What a Worker is bound to; a text in its environment permits nothing. A secret is in its Worker, by the name of its binding. */
function bindingsIn(bindings: unknown): readonly Readonly<Record<string, string>>[] {
  const all: readonly Readonly<Record<string, string>>[] = Array.isArray(bindings) ? bindings : [];
  return all.filter(({ type }) => type !== "plain_text");
}

/** Google Cloud's types that give a member a role on one resource: `gcp:pubsub/topicIAMMember:TopicIAMMember`. */
const isMember = (type: string): boolean => /^gcp:\w+\/\w+I(?:AM|am)Member:/.test(type);

/** What such a type has besides the resource, which it names by its own property. */
const ofMember = ["member", "role", "project", "location", "region"];

const readMember: Reader = ({ type, inputs }, stack) => {
  const [property, ...others] = Object.keys(inputs).filter((name) => !ofMember.includes(name));
  if (property === undefined || others.length > 0) throw new Error(`The table of grants cannot read a ${type}.`);
  const who = inputs.member === "allUsers" ? "everyone" : nameIn(stack, inputs.member);
  return [{ who, may: code(inputs.role), on: nameIn(stack, inputs[property]) }];
};

/** How to read the grants of each other type of resource that grants permissions. */
const readers: Readonly<Record<string, Reader>> = {
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }, stack) => {
    const { Statement: statements }: { Statement: readonly Statement[] } = JSON.parse(String(inputs.policy));
    return statements.map(({ Action, Resource }) => ({
      who: nameIn(stack, inputs.role),
      may: [Action].flat().map(code).join(", "),
      on: resourcesIn(stack, Resource),
    }));
  },
  "aws:lambda/permission:Permission": ({ inputs }, stack) => [
    {
      who:
        inputs.principal === "*"
          ? "everyone, through the Function URL"
          : `${code(inputs.principal)} as ${nameIn(stack, inputs.sourceArn)}`,
      may: code(inputs.action),
      on: nameIn(stack, inputs.function),
    },
  ],
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }, stack) => {
    const { Statement: statements }: { Statement: readonly QueueStatement[] } = JSON.parse(String(inputs.policy));
    return statements.map(({ Principal, Action, Resource, Condition }) => ({
      who: `${code(Principal.Service)} as ${nameIn(stack, Condition.ArnEquals["aws:SourceArn"])}`,
      may: code(Action),
      on: resourcesIn(stack, Resource),
    }));
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ({ inputs }, stack) => {
    const { sourceQueueArns }: { sourceQueueArns: readonly string[] } = JSON.parse(String(inputs.redriveAllowPolicy));
    const on = nameIn(stack, inputs.queueUrl);
    return sourceQueueArns.map((arn) => ({ who: nameIn(stack, arn), may: "move dead letters", on }));
  },
  "gcp:projects/iAMMember:IAMMember": ({ inputs }, stack) => [
    { who: nameIn(stack, inputs.member), may: roleIn(stack, inputs.role), on: placeOf(inputs.condition, stack) },
  ],
  "azure-native:authorization:RoleAssignment": ({ inputs }, stack) => {
    const role = String(inputs.roleDefinitionId).split("/").at(-1) ?? "";
    const may = azureRoles[role];
    if (may === undefined) throw new Error(`The table of grants does not know the name of Azure's role ${role}.`);
    return [{ who: nameIn(stack, inputs.principalId), may, on: nameIn(stack, inputs.scope) }];
  },
  "azure-native:cosmosdb:SqlResourceSqlRoleAssignment": ({ inputs }, stack) => {
    const role = stack.resources.find(({ id }) => id === inputs.roleDefinitionId);
    const [permission] = [role?.inputs.permissions].flat();
    const actions: readonly string[] = Object(permission).dataActions;
    const container = String(inputs.scope).split("/").at(-1);
    return [
      { who: nameIn(stack, inputs.principalId), may: actions.map(code).join(", "), on: nameIn(stack, container) },
    ];
  },
  "cloudflare:index/workersScript:WorkersScript": ({ name: script, inputs }, stack) =>
    bindingsIn(inputs.bindings).map(({ type, name, id, queueName, secretName, service }) => ({
      ...{ who: code(script), may: `use a \`${type}\` binding` },
      on: type === "secret_text" ? code(name) : nameIn(stack, id ?? queueName ?? secretName ?? service),
    })),
  "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain": ({ inputs }, stack) => [
    { who: "everyone", may: "requests on workers.dev", on: nameIn(stack, inputs.scriptName) },
  ],
};

/** Types without a row whose name suggests that they grant permissions: they must get a row. */
const suspicious = /iam|role|permission|access|member|policy|binding/i;
const harmless = new Set([
  "aws:iam/role:Role",
  // Roles, which give nobody anything before they are granted.
  "azure-native:cosmosdb:SqlResourceSqlRoleDefinition",
  "gcp:projects/iAMCustomRole:IAMCustomRole",
  // Who is told of what.
  "cloudflare:index/notificationPolicy:NotificationPolicy",
]);

function grantsOf(stack: EvaluatedStack): readonly Grant[] {
  return stack.resources.flatMap((resource) => {
    const reader = readers[resource.type] ?? (isMember(resource.type) ? readMember : undefined);
    if (reader !== undefined) return reader(resource, stack);
    if (!suspicious.test(resource.type) || harmless.has(resource.type)) return [];
    throw new Error(`The table of grants does not know what a ${resource.type} lets anybody do.`);
  });
}

/** All permissions after a foundation and six sets are deployed. */
export async function grantTable(): Promise<string> {
  const rows: string[][] = [];
  for (const cloud of clouds) {
    const stack = await evaluate(() => deployEverything(cloud));
    if (stack.error !== undefined) throw stack.error;
    const grants = grantsOf(stack).map(({ who, may, on }) => [titles[cloud], who, may, on]);
    rows.push(...grants.sort((a, b) => a.join().localeCompare(b.join(), "en")));
  }
  return table(["cloud", "who", "may", "on"], rows);
}
