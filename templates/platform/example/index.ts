import { deploy } from "fourfold/components";
import { Service } from "../index.ts";
import { hello } from "./functions/hello.ts";

const bind = { greeting: { word: "Hello" } };
const service = new Service("hello", {
  team: "sales",
  deploy: (standards) => deploy(hello, { ...standards, bind }),
});

/** The address of each function. */
export const urls = service.urls;
