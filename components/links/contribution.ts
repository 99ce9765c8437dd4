import type { CustomResourceOptions, Input, Output, Resource } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import type { Attributes } from "../support/handle.ts";

/** A resource that a function may use, and how. */
export interface Link {
  /** The resource's name in the set. */
  readonly resource: string;
  /** How errors name the link. */
  readonly where: string;
  /** What the function may do with it. */
  readonly verbs: readonly string[];
  /** The value of a param, as JSON; on Cloudflare, that of a secret. @default none */
  readonly value: Input<string> | undefined;
  /** On Cloudflare: whether Secrets Store keeps the secret. */
  readonly stored: boolean;
  /** The names of what the cloud may be able to grant only together with the resource. @default nobody knows */
  readonly beside: readonly string[] | undefined;
  /** The attributes of the resource's handle. */
  readonly on: Attributes;
  /** One of them, where the whole handle is known while the program runs. */
  readonly knownOn: (name: string) => string | undefined;
}

/** What must hold of a request: operators, each with condition keys and the values that these may have. */
export type Condition = { readonly [operator: string]: { readonly [key: string]: readonly string[] } };

/** AWS: what the function's role may do with one resource. */
export interface Statement {
  readonly actions: readonly string[];
  /** What the actions are for, where they are for some of it: part of what is printed. @default all of it */
  readonly of?: string;
  /** Its ARN, or those of its parts; where it has none of these parts, the statement is left out. */
  readonly resource: Input<string> | Output<readonly string[]>;
  /** Under which condition. @default always */
  readonly condition?: Input<Condition>;
}

/** Google Cloud: a role that the function's service account has on one resource. */
export interface GcpRole {
  readonly role: string;
  /** What it is on, where that is more than the resource: part of what is printed. @default the resource */
  readonly of?: string;
  /**
   * The part of the resource that it is on, where that is not the resource itself. It becomes part of the name.
   * @default the resource itself
   */
  readonly part?: string;
  /** Makes the resource that grants it to a member: each type of resource has its own type for that. */
  grant(name: string, member: Output<string>, options: CustomResourceOptions): Resource;
}

/** Azure: a role of a service's own, which the service keeps and not the subscription. */
export interface AzureOwnRole {
  readonly role: string;
  /** Makes the resource that gives it to a principal. */
  grant(name: string, principalId: Output<string>, options: CustomResourceOptions): Resource;
}

/** Azure: a built-in role that the function's identity has at one scope. */
export interface AzureRole {
  readonly role: { readonly name: string; readonly id: string };
  /**
   * The part of the resource that it is on, where that is not the resource itself. It becomes part of the name.
   * @default the resource itself
   */
  readonly part?: string;
  /** The id of a resource. */
  readonly scope: Input<string>;
}

/** Cloudflare: a Worker may use what it has a binding for. A kind adds its property here. */
export interface Binding {
  readonly type: string;
  /** The name that the Worker finds it by. */
  readonly name: string;
  /** Of a queue: its name. @default the binding is of something else */
  readonly queueName?: Input<string>;
  /** Of a database: its id. Not as `databaseId`, which older versions of the SDK do not know. @default the binding is of something else */
  readonly id?: Input<string>;
  /** Of a secret of the Worker: its value. @default the binding is of something else */
  readonly text?: Input<string>;
  /** Of a secret of Secrets Store: the store's id. @default the binding is of something else */
  readonly storeId?: Input<string>;
  /** Of a secret of Secrets Store: its name there. @default the binding is of something else */
  readonly secretName?: Input<string>;
}

/** Something that a function may do although none of its links asks for it. */
export interface Excess {
  /** What it may do, as a sentence says it after "may": `write "orders"`. */
  readonly may: string;
  /** Why the cloud does not grant less. */
  readonly because: string;
  /** The vendor's page that says so. */
  readonly source: string;
}

/** Something that a grant makes possible, whether a link of the function asks for it or not. */
export interface Possible extends Excess {
  /** The verb of a link that would ask for it. */
  readonly verb: string;
  /** The resource that the link would be to, by its name in the set. @default no link could ask for it */
  readonly resource?: string;
}

/** What a link adds to the function that has it. Function builders merge the contributions of all links, and do not know their kinds. */
export interface Contribution {
  /** Environment variables; on Workers, text bindings. @default none */
  readonly environment?: { readonly [name: string]: Input<string> };
  /** On AWS. @default no permission */
  readonly statements?: readonly Statement[];
  /** On Google Cloud. @default no permission */
  readonly gcpRoles?: readonly GcpRole[];
  /** On Azure. @default no permission */
  readonly azureRoles?: readonly AzureRole[];
  /** On Azure: where a service has roles of its own. @default no permission */
  readonly azureOwnRoles?: readonly AzureOwnRole[];
  /** On Azure: the names of connections that the host makes as the app's identity. @default none */
  readonly azureConnections?: readonly string[];
  /** On Cloudflare. @default none */
  readonly bindings?: readonly Binding[] | Output<readonly Binding[]>;
  /** On Cloudflare: those that no deployment makes, and that stay when a Worker is deployed again. @default none */
  readonly keptBindings?: readonly Binding[];
  /** What the permissions make possible besides what the link asks for. @default nothing */
  readonly possible?: readonly Possible[];
}

/** What a kind of resource contributes on each cloud: its one place for permissions, environment and bindings. */
export type LinkKind = { readonly [C in Cloud]: (link: Link) => Contribution };

const isList = (bindings: NonNullable<Contribution["bindings"]>): bindings is readonly Binding[] =>
  Array.isArray(bindings);

/** How the cloud expresses what a link asks for: actions, roles, bindings; the variables, where no permission is needed. */
export function effectiveOf(contribution: Contribution): string {
  const {
    environment = {},
    statements = [],
    gcpRoles = [],
    azureRoles = [],
    azureOwnRoles = [],
    bindings = [],
    keptBindings = [],
  } = contribution;
  const means = [
    ...statements.flatMap(({ actions, of }) =>
      actions.map((action) => (of === undefined ? action : `${action} of ${of}`)),
    ),
    ...gcpRoles.map(({ role, of }) => (of === undefined ? role : `${role} of ${of}`)),
    ...azureRoles.map(({ role }) => role.name),
    ...azureOwnRoles.map(({ role }) => role),
    // How many there are is only known with the resource.
    ...(isList(bindings)
      ? bindings.map(({ type, name }) => `${type} binding ${name}`)
      : ["bindings to what it consists of"]),
    ...keptBindings.map(({ type, name }) => `${type} binding ${name}`),
  ];
  const variables = Object.keys(environment).map((name) => `environment variable ${name}`);
  return (means.length === 0 ? variables : means).join(", ");
}
