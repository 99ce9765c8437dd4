import { getRequestListener } from "@hono/node-server";
import { createAppWithSameWork } from "./same-work.ts";

export const handler = getRequestListener(createAppWithSameWork().fetch);
