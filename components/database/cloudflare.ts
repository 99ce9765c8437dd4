import type { DatabaseBuilder } from "./plan.ts";

/** Each table is a database of its own, since a binding allows all of one: https://developers.cloudflare.com/d1/ */
export const build: DatabaseBuilder<object, object> = (_self, { name }) => ({ id: name, attributes: {}, nodes: {} });
