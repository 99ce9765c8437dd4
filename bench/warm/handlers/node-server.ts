import { getRequestListener } from "@hono/node-server";
import { createApp } from "./app.ts";

export const handler = getRequestListener(createApp().fetch);
