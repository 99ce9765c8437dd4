import { requiredText, textAt } from "../../../contract/read.ts";
import type { Properties, Scope, StoredResource, World } from "../../../contract.ts";
import { referenceTo, resourceName } from "../project.ts";
import { subscriptionToken, topicToken } from "../tokens.ts";

/** What topics and subscriptions may be called. */
export const namesSource = "https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names";

/** `goog` at the beginning is Google's own. */
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

/** A topic that something names, in full or by its last part. */
export const toTopic = referenceTo(topicToken, (name, { inputs, scope }) =>
  resourceName("topics", name, inputs, scope),
);
