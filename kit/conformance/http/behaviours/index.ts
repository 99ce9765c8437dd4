import type { HttpGroup } from "../behaviour.ts";
import { bodies, limits } from "./bodies.ts";
import { context } from "./context.ts";
import { cors } from "./cors.ts";
import { errors } from "./errors.ts";
import { headers } from "./headers.ts";
import { hostile } from "./hostile.ts";
import { methods } from "./methods.ts";
import { paths } from "./paths.ts";
import { routes } from "./routes.ts";
import { streaming } from "./streaming.ts";

/** Everything that an HTTP function does in the same way on every cloud. */
export const groups: readonly HttpGroup[] = [
  methods,
  bodies,
  limits,
  headers,
  paths,
  errors,
  cors,
  streaming,
  context,
  hostile,
  routes,
];
