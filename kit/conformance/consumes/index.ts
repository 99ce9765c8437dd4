import type { Capability } from "../behaviour.ts";
import type { MessageBehaviour, MessageGroup } from "./behaviour.ts";
import { access } from "./behaviours/access.ts";
import { attempts } from "./behaviours/attempts.ts";
import { messageContents } from "./behaviours/contents.ts";
import { delays } from "./behaviours/delays.ts";
import { delivery } from "./behaviours/delivery.ts";
import { crashes, redrives } from "./behaviours/disturbances.ts";
import { many } from "./behaviours/many.ts";
import { sizes } from "./behaviours/sizes.ts";
import { topics } from "./behaviours/topics.ts";

/** Those that take longest first, since they begin in this order. */
export const groups: readonly MessageGroup[] = [
  ...[crashes, attempts, delivery, messageContents, sizes, many, topics, access, redrives],
  delays,
];

/** What queues, topics and their consumers do. */
export const consumes: Capability<MessageBehaviour> = { name: "consumes", title: "queues and topics", groups };
