import { http } from "fourfold/runtime";
import { streaming } from "../set.ts";
import { createApp } from "./app.ts";

export default http(streaming, "app", createApp);
