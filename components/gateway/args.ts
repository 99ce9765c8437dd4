import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** Addresses for functions. */
export interface GatewayArgs {
  /** The cloud of its functions. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** The functions that routes name. */
  functions: { [name: string]: GatewayTarget };
  /**
   * Which function answers which path: `{ "/*": "site", "/admin/*": "admin", "/users/:id": "users" }`. The most specific
   * route wins. Routes to several functions need a cloud that gives them one address: AWS or Cloudflare.
   * @default every path; several functions only where each has an address of its own
   */
  routes?: { [path: string]: string };
  /**
   * On Google Cloud and Azure: lets each function have an address of its own, where it answers every path, although there are routes.
   * @default false: routes to several functions are refused there
   */
  ownAddresses?: boolean;
  /** On Cloudflare: the host name that the functions answer on, at every path. @default none: workers.dev */
  zone?: ZoneArgs;
  /** What happens to access logs when they leave the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}

/** One function behind a gateway. */
export interface GatewayTarget {
  /** The function's `handle`. */
  handle: Input<Handle>;
  /** Whether it streams its responses. @default false */
  streaming?: boolean;
  /** The names it had before in the set. @default [] */
  was?: string[];
}

/** A host name in a zone of one's own, for the functions alone: https://developers.cloudflare.com/workers/configuration/routing/routes/ */
export interface ZoneArgs {
  /** The zone's id: 32 hexadecimal digits. */
  id: Input<string>;
  /** The host name, inside the zone, with a proxied DNS record: `"api.acme.example"`. */
  hostname: Input<string>;
}
