import { http } from "fourfold/runtime";
import { secrets } from "../set.ts";
import { appOf } from "./app.ts";

/** Reads what it is told, as far as its links let it. */
export default http(secrets, "api", appOf);
