import { requiredText } from "../../../contract/read.ts";
import type { Properties, ResourceType, Scope, StoredResource, World } from "../../../contract.ts";
import type { Binding } from "../../../iam/gcp.ts";
import { simulated } from "../../rules.ts";
import { etagOf, projectOf, projectRule, referenceTo, resourceName } from "../project.ts";
import { subscriptionToken, topicToken } from "../tokens.ts";
import { bindingOf, grantRules } from "./grants.ts";
import { projectBindings } from "./members.ts";

/** The kind of resource that a Pub/Sub role is granted on. */
interface Kind {
  readonly token: string;
  /** The input that names the resource of the role. */
  readonly target: "topic" | "subscription";
  /** The type of that resource. */
  readonly owner: string;
  readonly example: Properties;
}

const onTopics: Kind = {
  token: "gcp:pubsub/topicIAMMember:TopicIAMMember",
  target: "topic",
  owner: topicToken,
  example: { topic: "orders", role: "roles/pubsub.publisher", member: "allUsers" },
};

const onSubscriptions: Kind = {
  token: "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  target: "subscription",
  owner: subscriptionToken,
  example: { subscription: "orders", role: "roles/pubsub.subscriber", member: "allUsers" },
};

function targetOf({ target }: Kind, inputs: Properties, scope: Scope): string {
  return resourceName(`${target}s`, requiredText(inputs, target), inputs, scope);
}

/** https://cloud.google.com/pubsub/docs/access-control. Known gap: conditions are refused. */
function memberType(kind: Kind): ResourceType {
  const { token, target, owner, example } = kind;
  return {
    token,
    source: `https://www.pulumi.com/registry/packages/gcp/api-docs/pubsub/${target}iammember/`,
    // A binding has no identity besides its values.
    replaceOn: [target, "project", "role", "member"],
    properties: simulated(target, "project", "role", "member"),
    constraints: [...grantRules, projectRule],
    example,
    refers: { [target]: referenceTo(owner, (_name, { inputs, scope }) => targetOf(kind, inputs, scope)) },
    id: ({ inputs, scope }) =>
      [targetOf(kind, inputs, scope), requiredText(inputs, "role"), requiredText(inputs, "member")].join("/"),
    outputs: ({ id, inputs, scope }) => ({ project: projectOf(inputs, scope), etag: etagOf(id) }),
  };
}

export const pubsubMemberTypes: readonly ResourceType[] = [onTopics, onSubscriptions].map(memberType);

/** All bindings that apply to a topic or a subscription: its own and its project's. */
export function pubsubBindings({ type, id, inputs, scope }: StoredResource, world: World): readonly Binding[] {
  const kind = type === topicToken ? onTopics : onSubscriptions;
  const own = world.store.find(kind.token, (grant) => targetOf(kind, grant.inputs, grant.scope) === id);
  return [...own.map((grant) => bindingOf(grant.inputs)), ...projectBindings(projectOf(inputs, scope), world)];
}
