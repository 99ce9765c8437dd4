import { requiredText } from "../../../contract/read.ts";
import type { Properties, ResourceType, Scope, StoredResource, World } from "../../../contract.ts";
import type { Binding } from "../../../iam/gcp.ts";
import { simulated } from "../../rules.ts";
import { etagOf, projectOf, projectRule, referenceTo, resourceName } from "../project.ts";
import { secretToken, subscriptionToken, topicToken } from "../tokens.ts";
import { toRole } from "./custom-role.ts";
import { bindingOf, grantRules } from "./grants.ts";
import { projectBindings } from "./members.ts";

/** What a role is on that has a name of its own. */
interface Kind {
  readonly token: string;
  /** The vendor's page with its permissions. */
  readonly page: string;
  /** The input that names what the role is on. */
  readonly target: string;
  readonly collection: string;
  /** The type of what the role is on. */
  readonly owner: string;
  readonly example: Properties;
}

/** Known gap: conditions are refused. */
const kinds: readonly Kind[] = [
  {
    token: "gcp:pubsub/topicIAMMember:TopicIAMMember",
    page: "pubsub/topiciammember/",
    target: "topic",
    collection: "topics",
    owner: topicToken,
    example: { topic: "orders", role: "roles/pubsub.publisher", member: "allUsers" },
  },
  {
    token: "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
    page: "pubsub/subscriptioniammember/",
    target: "subscription",
    collection: "subscriptions",
    owner: subscriptionToken,
    example: { subscription: "orders", role: "roles/pubsub.subscriber", member: "allUsers" },
  },
  {
    token: "gcp:secretmanager/secretIamMember:SecretIamMember",
    page: "secretmanager/secretiammember/",
    target: "secretId",
    collection: "secrets",
    owner: secretToken,
    example: { secretId: "signing", role: "roles/secretmanager.secretAccessor", member: "allUsers" },
  },
];

function targetOf({ target, collection }: Kind, inputs: Properties, scope: Scope): string {
  return resourceName(collection, requiredText(inputs, target), inputs, scope);
}

function memberType(kind: Kind): ResourceType {
  const { token, page, target, owner, example } = kind;
  return {
    token,
    source: `https://www.pulumi.com/registry/packages/gcp/api-docs/${page}`,
    // A grant has no identity but its values.
    replaceOn: [target, "project", "role", "member"],
    properties: simulated(target, "project", "role", "member"),
    constraints: [...grantRules, projectRule],
    example,
    refers: {
      role: toRole,
      [target]: referenceTo(owner, (_name, { inputs, scope }) => targetOf(kind, inputs, scope)),
    },
    id: ({ inputs, scope }) =>
      [targetOf(kind, inputs, scope), requiredText(inputs, "role"), requiredText(inputs, "member")].join("/"),
    outputs: ({ id, inputs, scope }) => ({ project: projectOf(inputs, scope), etag: etagOf(id) }),
  };
}

export const namedMemberTypes: readonly ResourceType[] = kinds.map(memberType);

/** Every grant that applies to a topic, a subscription or a secret: its own, and those of its project. */
export function namedBindings({ type, id, inputs, scope }: StoredResource, world: World): readonly Binding[] {
  const own = kinds
    .filter(({ owner }) => owner === type)
    .flatMap((kind) => world.store.find(kind.token, (grant) => targetOf(kind, grant.inputs, grant.scope) === id));
  return [...own.map((grant) => bindingOf(grant.inputs, world)), ...projectBindings(projectOf(inputs, scope), world)];
}
