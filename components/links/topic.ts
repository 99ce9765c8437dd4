import { all, jsonStringify } from "@pulumi/pulumi";
import { type Conditions, linkVariable } from "fourfold";
import type { Contribution, Link, LinkKind, Possible } from "./contribution.ts";
import { publisher } from "./pubsub.ts";
import { serviceBusSender } from "./service-bus.ts";

/** Where the topic is, and which properties of an item travel beside it. */
function at({ resource, on }: Link, attribute: string): Pick<Contribution, "environment"> {
  const attributes = on("attributes").apply((json): unknown => JSON.parse(json));
  return { environment: { [linkVariable(resource)]: jsonStringify({ address: on(attribute), attributes }) } };
}

/** A queue that a topic feeds, as the topic's handle lists it. */
interface Fed {
  readonly queue: string;
  readonly where: Conditions;
}

/** Who has the bindings to a topic's queues may pass by their filters. */
function inQueues({ resource, beside }: Link): readonly Possible[] {
  const reason = {
    because: "a topic is bindings to the queues that it feeds",
    source: "https://developers.cloudflare.com/queues/configuration/javascript-apis/",
  };
  if (beside === undefined) return [{ verb: "send", may: `send to each queue that "${resource}" feeds`, ...reason }];
  return beside.map((queue) => ({ verb: "send", resource: queue, may: `send to "${queue}"`, ...reason }));
}

/** On Cloudflare: a binding to each queue, and one with the filters of all queues as JSON. */
function feed(link: Link): Contribution {
  const { resource, on } = link;
  const variable = linkVariable(resource);
  const feeds = on("feeds").apply((json): readonly Fed[] => JSON.parse(json));
  const bindingOf = (index: number) => `${variable}__${index}`;
  const text = all([feeds, on("attributes")]).apply(([list, attributes]) => {
    const fed = list.map(({ where }, index) => ({ binding: bindingOf(index), where }));
    return JSON.stringify({ feeds: fed, attributes: JSON.parse(attributes) });
  });
  return {
    environment: { [variable]: text },
    bindings: feeds.apply((list) =>
      list.map(({ queue: queueName }, index) => ({ type: "queue", name: bindingOf(index), queueName })),
    ),
    possible: inQueues(link),
  };
}

/** Who may publish to a topic, and to nothing else. */
export const topic: LinkKind = {
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
  aws: (link) => ({ ...at(link, "arn"), statements: [{ actions: ["sns:Publish"], resource: link.on("arn") }] }),
  gcp: (link) => ({ ...at(link, "topic"), gcpRoles: [publisher(link.on("project"), link.on("name"))] }),
  azure: (link) => ({ ...at(link, "address"), azureRoles: [{ role: serviceBusSender, scope: link.on("scope") }] }),
  cloudflare: feed,
};
