import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://cloud.google.com/pubsub/docs/reference/rest/v1";
const guide = "https://cloud.google.com/pubsub/docs";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "topics.publish, to each subscription whose filter lets a message through",
    source: `${reference}/projects.topics/publish`,
    test: "pubsub/publish.test.ts",
    shows: "gives a message to each subscription of its topic, with one id and time",
    gap: "REST only: Google's client for Node.js needs its option fallback, and streaming pull does not exist. There are no schemas, no order and no retention of topics. A subscription whose topic was deleted gets messages again when another one has its name.",
  },
  {
    operation: "Filters of subscriptions",
    source: `${guide}/subscription-message-filter`,
    test: "pubsub/filter.test.ts",
    shows: "lets through what the attributes match",
  },
  {
    operation: "subscriptions.pull, acknowledge, modifyAckDeadline",
    source: `${guide}/pull`,
    test: "pubsub/pull.test.ts",
    shows: "delivers a message again when its deadline is over, and not after it was acknowledged",
    gap: "A pull waits for 10 seconds at most. Messages come in about the order of their publication, without duplicates. A missed deadline has no backoff. Seek is missing, and nothing is kept after its acknowledgement.",
  },
  {
    operation: "Push to a function, a request for each message",
    source: `${guide}/push`,
    test: "pubsub/push.test.ts",
    shows: "pushes a message as the documented JSON, and is done with it when the function answers",
    gap: "Functions that are deployed here are the only endpoints, and bodies are wrapped. Failed pushes are in the log of the subscription, where the cloud counts them in metrics.",
  },
  {
    operation: "Push as a service account, with an identity token",
    source: `${guide}/authenticate-push-subscriptions`,
    test: "pubsub/push.test.ts",
    shows: "is let in only as an account that may call the function",
  },
  {
    operation: "Push again after a failure: retry policy, push window, push backoff",
    source: `${guide}/handling-failures`,
    test: "pubsub/push.test.ts",
    shows: "pushes a failed message again, and waits longer each time",
    gap: "Waits are exact, where the cloud's are best effort. The window begins with 4 pushes, grows by one for each that succeeds, and halves for each that fails; the pause of a backoff doubles with each failure and ends with a success.",
  },
  {
    operation: "Dead letters, by the grants of Pub/Sub's own account",
    source: `${guide}/handling-failures`,
    test: "pubsub/dead-letters.test.ts",
    shows: "forwards a message after its last attempt, and says where it is from",
    gap: "Attempts are exact, and counted also while a grant is missing. A subscription that is pulled gives up what missed its last deadline when it is pulled next.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a push subscription",
    calls: "its function",
    shows: "an identity token, where it has an account",
    checked: "by Cloud Run, as anybody's: signature, audience, time; then the roles on the service and the project",
    source: `${guide}/authenticate-push-subscriptions`,
    code: "services/gcp/functions/admission.ts",
    test: ["gcp/pubsub/push.test.ts", "is let in only as an account that may call the function"],
  },
  {
    who: "Pub/Sub, with a dead letter",
    calls: "the dead-letter topic",
    shows: "its own account of the project, `service-<number>@gcp-sa-pubsub.iam.gserviceaccount.com`",
    checked: "whether it may publish there, and consume from the subscription; without, the message is delivered on",
    source: `${guide}/handling-failures`,
    code: "services/gcp/pubsub/broker.ts",
    test: ["gcp/pubsub/dead-letters.test.ts", "delivers on while Pub/Sub's account is not a"],
  },
];
