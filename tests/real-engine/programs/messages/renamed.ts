import { deployMail } from "./deployed.ts";
import { office } from "./renamed-set.ts";

export const urls = deployMail(office);
