import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { greetings } from "../shared/greetings.ts";

/** Nobody gives this set a provider. */
const on = new Foundation("site", { cloud: "aws" });
const args = deploy(greetings, { cloud: "aws", on, protection: "destroy", bind: { phrase: "hello" } });
export const { urls } = new FunctionSet("site", args);
