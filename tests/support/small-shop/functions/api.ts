import { http, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { healthRoutes } from "./routes/health.ts";
import { shop } from "./shop.ts";

export default http(shop, "api", (links) => {
  const app = new Hono().route("/health", healthRoutes(links.taxes));
  return withProblems(app);
});
