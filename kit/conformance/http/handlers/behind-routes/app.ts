import { http } from "fourfold/runtime";
import { routed } from "../../set.ts";
import { createApp } from "../app.ts";

export default http(routed, "app", createApp);
