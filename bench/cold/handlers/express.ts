import express from "express";
import serverless from "serverless-http";
import { receipt } from "./order.ts";
import { Order } from "./order-zod.ts";

const app = express();
app.use(express.json());
app.post("/orders", (request, response) => {
  const { data, error } = Order.safeParse(request.body);
  if (error === undefined) response.json(receipt(data));
  else response.status(400).json({ issues: error.issues });
});

export const handler = serverless(app);
