import type { Behaviour, Group } from "../behaviour.ts";
import type { MessageTarget } from "./target.ts";

/** One thing that queues and topics do in the same way on every cloud. */
export type MessageBehaviour = Behaviour<MessageTarget>;

/** The sets that are deployed, each once on each cloud that can have it. */
export type Deployment = "messages" | "delays";

/** Behaviours of one of the deployed sets. Each uses messages of its own, so they may run at the same time. */
export interface MessageGroup extends Group<MessageBehaviour> {
  readonly deployment: Deployment;
  /** Whether each disturbs others: then they run one after the other, after all those. @default false */
  readonly alone?: boolean;
}
