import { http, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { Catalogue, CatalogueEditor } from "./data/catalogue.ts";
import { Till } from "./data/checkout.ts";
import { OrderBook } from "./data/orders.ts";
import { Reports } from "./data/reports.ts";
import { createSeeding } from "./data/seed.ts";
import { Stock } from "./data/stock.ts";
import { Users } from "./data/users.ts";
import { dealRoutes } from "./routes/deals.ts";
import { createGuard } from "./routes/guard.ts";
import { healthRoutes } from "./routes/health.ts";
import { orderRoutes } from "./routes/orders.ts";
import { toAnswer } from "./routes/passing.ts";
import { productRoutes } from "./routes/products.ts";
import { createToQuote } from "./routes/quoted.ts";
import { quoteRoutes } from "./routes/quotes.ts";
import { reportRoutes } from "./routes/reports.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { stockRoutes } from "./routes/stock.ts";
import { userRoutes } from "./routes/users.ts";
import { shop } from "./shop.ts";

/** What customers and the staff use: docs/shop-api.yaml. */
export default http(shop, "api", (links) => {
  const users = new Users(links);
  const catalogue = new Catalogue(links);
  const guard = createGuard(links.signing, users);
  const toQuote = createToQuote(links, catalogue);
  const seeded = createSeeding(links);

  const routes = new Hono();
  for (const path of ["/products/*", "/quotes/*", "/orders/*", "/deals/*"]) {
    routes.use(path, async (_c, next) => {
      await seeded();
      await next();
    });
  }
  routes
    .route("/health", healthRoutes(links))
    .route("/users", userRoutes(users, guard, links.invitation))
    .route("/sessions", sessionRoutes(users, links.signing))
    .route("/products", productRoutes(catalogue, new CatalogueEditor(links), guard))
    .route("/products", stockRoutes(catalogue, new Stock(links), guard))
    .route("/quotes", quoteRoutes(toQuote))
    .route("/orders", orderRoutes(new Till(links), new OrderBook(links), toQuote, guard))
    .route("/deals", dealRoutes(catalogue))
    .route("/reports", reportRoutes(new Reports(links), links.requested, guard))
    .onError((error) => {
      throw toAnswer(error);
    });
  const app = new Hono().route("/", routes);
  return withProblems(app);
});
