import type { Capability } from "../behaviour.ts";
import type { MessageBehaviour, MessageGroup } from "./behaviour.ts";
import { attempts, disturbances } from "./behaviours/attempts.ts";
import { delays } from "./behaviours/delays.ts";
import { delivery } from "./behaviours/delivery.ts";
import { topics } from "./behaviours/topics.ts";

export const groups: readonly MessageGroup[] = [delivery, attempts, topics, disturbances, delays];

/** What queues and topics do, and those who process their messages. */
export const consumes: Capability<MessageBehaviour> = { name: "consumes", title: "queues and topics", groups };
