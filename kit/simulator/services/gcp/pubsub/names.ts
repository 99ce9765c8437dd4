import { requiredText, textAt } from "../../../contract/read.ts";
import type { Properties, Scope, StoredResource, World } from "../../../contract.ts";
import { referenceTo, resourceName } from "../project.ts";
import { subscriptionToken, topicToken } from "../tokens.ts";

/** The vendor's page with the naming rules of topics and subscriptions. */
export const namesSource = "https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names";

/** The prefix `goog` is reserved. */
export const namePattern = /^(?!goog)[A-Za-z][\w.~+%-]*$/;

export function topicNamed(name: string, { store }: World): StoredResource | undefined {
  return store.get(topicToken, name);
}

export function subscriptionNamed(name: string, { store }: World): StoredResource | undefined {
  return store.get(subscriptionToken, name);
}

/** The full name of the topic of a subscription. */
export function topicOf({ inputs, scope }: { readonly inputs: Properties; readonly scope: Scope }): string {
  return resourceName("topics", requiredText(inputs, "topic"), inputs, scope);
}

/** The full name of the topic that a subscription's dead letters go to. `undefined`: it has no dead-letter policy. */
export function deadLetterTopicOf({ inputs, scope }: StoredResource): string | undefined {
  const name = textAt(inputs, "deadLetterPolicy.deadLetterTopic");
  return name === undefined ? undefined : resourceName("topics", name, inputs, scope);
}

/** A reference to a topic by its full name or its last part. */
export const toTopic = referenceTo(topicToken, (name, { inputs, scope }) =>
  resourceName("topics", name, inputs, scope),
);
