import { deploy } from "fourfold/components";
import { deployed } from "./deployed.ts";
import { vault } from "./renamed-set.ts";

/** As `renamed.ts`, and not to be deleted. */
export const { urls, handles } = deployed(
  ({ setting, ...to }) => deploy(vault, { ...to, bind: { payments: setting } }),
  "protect",
);
