import { handle } from "hono/aws-lambda";
import { createAppWithSameWork } from "./same-work.ts";

export const handler = handle(createAppWithSameWork());
