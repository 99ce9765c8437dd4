import { http, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { deals } from "./routes/deals.ts";
import { health } from "./routes/health.ts";
import { orders } from "./routes/orders.ts";
import { products } from "./routes/products.ts";
import { quotes } from "./routes/quotes.ts";
import { shop } from "./shop.ts";

export default http(shop, "api", ({ placed, ...terms }) => {
  const app = new Hono()
    .route("/health", health(terms))
    .route("/products", products())
    .route("/quotes", quotes(terms))
    .route("/orders", orders(terms, placed))
    .route("/deals", deals());
  return withProblems(app);
});
