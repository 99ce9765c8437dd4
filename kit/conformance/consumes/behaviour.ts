import type { Behaviour, Group } from "../behaviour.ts";
import type { MessageTarget } from "./target.ts";

/** One thing that queues and topics do on every cloud alike. */
export type MessageBehaviour = Behaviour<MessageTarget>;

/** The sets that are deployed, each once on each cloud that can have it. */
export type Deployment = "messages" | "delays";

/** Behaviours of what one of the sets deploys. Each is about messages of its own, so they may be tried side by side. */
export interface MessageGroup extends Group<MessageBehaviour> {
  readonly deployment: Deployment;
  /** Whether each disturbs others: then they are tried one after the other, when those have been tried. @default false */
  readonly alone?: boolean;
}
