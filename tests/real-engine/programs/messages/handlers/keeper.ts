import { consumer } from "fourfold/runtime";
import { office } from "../renamed-set.ts";
import { tell } from "./tell.ts";

export default consumer(office, "keeper", () => tell);
