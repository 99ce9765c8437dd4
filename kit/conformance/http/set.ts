import { functionSet, param } from "fourfold";

/** What the stack binds: a value with everything that could be corrupted on its way through an environment variable. */
export const settings = {
  greeting: 'Grüße, "Welt" & $HOME \\n\t😀',
  levels: [1, 2.5, -3],
  nested: { on: true, off: null },
};

const resources = { settings: param<typeof settings>() };

const common = {
  memory: "256 MB",
  timeout: "3 seconds",
  environment: { CONFORMANCE_PLAIN: "plain", CONFORMANCE_ODD: 'a=b;c "d" %PATH% $HOME 😀' },
  links: { settings: ["read"] },
} as const;

const http = {
  maxBody: "64 KB",
  cors: {
    origins: ["https://shop.example"],
    methods: ["GET", "POST", "PUT"],
    headers: ["content-type", "x-token"],
    expose: ["etag"],
    credentials: true,
    maxAge: "5 minutes",
  },
} as const;

/** The app whose responses are sent when they are complete: on AWS behind an HTTP API. */
export const buffered = functionSet("conformance-buffered", {
  root: import.meta.url,
  resources,
  functions: { app: { ...common, handler: "./handlers/buffered.ts", http } },
});

/** The same app whose responses are streamed: on AWS behind a Function URL. */
export const streaming = functionSet("conformance-streaming", {
  root: import.meta.url,
  resources,
  functions: { app: { ...common, handler: "./handlers/streaming.ts", http: { ...http, streaming: true } } },
});

/** The app as one of several functions that have one address. */
export const routed = functionSet("conformance-routed", {
  root: import.meta.url,
  resources,
  functions: {
    app: { ...common, handler: "./handlers/behind-routes/app.ts", http },
    admin: { handler: "./handlers/behind-routes/admin.ts", http: true },
    users: { handler: "./handlers/behind-routes/users.ts", http: true },
  },
  routes: {
    "/*": "app",
    "/admin/*": "admin",
    "/admin/help": "users",
    "/files": "users",
    "/users/:id": "users",
    "/users/me": "admin",
    "/users/:id/orders": "admin",
  },
});

/** All sets, by their names in deployments and reports. */
export const sets = { buffered, streaming, routed } as const;
