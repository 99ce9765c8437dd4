import express from "express";
import serverless from "serverless-http";
import * as z from "zod";
import { receipt } from "./order.ts";

const Item = z.object({
  sku: z.string().min(1),
  quantity: z.number().int().min(1),
  price: z.number().min(0),
});

const Order = z.object({
  customer: z.string().min(1),
  items: z.array(Item).min(1),
});

const app = express();
app.use(express.json());
app.post("/orders", (request, response) => {
  const { data, error } = Order.safeParse(request.body);
  if (error === undefined) response.json(receipt(data));
  else response.status(400).json({ issues: error.issues });
});

export const handler = serverless(app);
