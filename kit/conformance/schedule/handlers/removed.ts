import { scheduled } from "fourfold/runtime";
import { changes } from "../set.ts";

export default scheduled(changes, "removed", () => () => undefined);
