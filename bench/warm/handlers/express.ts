import express from "express";
import serverless from "serverless-http";
import { receipt } from "./app.ts";

const app = express();
app.use(express.json());
app.post("/orders", (request, response) => void response.json(receipt(request.body)));

export const handler = serverless(app);
