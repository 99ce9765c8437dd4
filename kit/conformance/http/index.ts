import type { Capability } from "../behaviour.ts";
import type { HttpBehaviour } from "./behaviour.ts";
import { groups } from "./behaviours/index.ts";

/** What `fourfold verify` checks, too. */
export const http: Capability<HttpBehaviour> = { name: "http", title: "HTTP functions", groups };
