import { functionSet } from "fourfold";
import { http } from "fourfold/runtime";
import { createApp } from "./app.ts";

const bench = functionSet("bench", {
  root: import.meta.url,
  functions: { fourfold: { handler: "./fourfold.ts", http: true } },
});

export default http(bench, "fourfold", createApp);
