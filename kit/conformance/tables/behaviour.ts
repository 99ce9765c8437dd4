import type { Behaviour, Group } from "../behaviour.ts";
import type { TableTarget } from "./target.ts";

/** One thing that tables do on every cloud alike. */
export type TableBehaviour = Behaviour<TableTarget>;

/** Behaviours about one subject. Each is about items of its own, so they may be tried side by side. */
export type TableGroup = Group<TableBehaviour>;
