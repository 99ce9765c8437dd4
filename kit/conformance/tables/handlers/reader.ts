import { http } from "fourfold/runtime";
import { tables } from "../set.ts";
import { appOf } from "./app.ts";

/** Does what it is told, as far as its links let it. */
export default http(tables, "reader", (links) => appOf(links));
