import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { type RequestIdVariables, requestId } from "hono/request-id";
import { timeout } from "hono/timeout";
import { createApp } from "./app.ts";

/** Hono's own middleware for what our runtime does around every app: request id, a log line, errors, deadline, body limit. */
export function createAppWithSameWork(): Hono<{ Variables: RequestIdVariables }> {
  const app = new Hono<{ Variables: RequestIdVariables }>();
  app.use(requestId());
  app.use(async (c, next) => {
    const start = performance.now();
    await next();
    const durationMs = performance.now() - start;
    const { method, path } = c.req;
    const entry = { level: "info", message: "request", requestId: c.var.requestId, method, path, status: c.res.status };
    console.log(JSON.stringify({ time: new Date().toISOString(), ...entry, durationMs }));
  });
  app.onError((error, c) => {
    const status = error instanceof HTTPException ? error.status : 500;
    return c.json({ title: error.message, status, requestId: c.var.requestId }, status);
  });
  app.use(timeout(30_000));
  app.use(bodyLimit({ maxSize: 1_000_000 }));
  return app.route("/", createApp());
}
