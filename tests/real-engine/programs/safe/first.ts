import { deploy } from "fourfold/components";
import { deployed } from "./deployed.ts";
import { safe } from "./set.ts";

export const { urls, handles } = deployed(({ setting, ...to }) => deploy(safe, { ...to, bind: { stripe: setting } }));
