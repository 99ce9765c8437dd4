import { deployMail } from "./deployed.ts";
import { mail } from "./set.ts";

export const urls = deployMail(mail);
