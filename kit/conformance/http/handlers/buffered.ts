import { http } from "fourfold/runtime";
import { buffered } from "../set.ts";
import { createApp } from "./app.ts";

export default http(buffered, "app", createApp);
