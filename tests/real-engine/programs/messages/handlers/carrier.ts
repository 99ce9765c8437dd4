import { consumer } from "fourfold/runtime";
import { mail } from "../set.ts";
import { tell } from "./tell.ts";

export default consumer(mail, "carrier", () => tell);
