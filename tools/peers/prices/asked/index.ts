import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import type { AskedFile } from "./contract.ts";
import { gcp } from "./gcp.ts";

export type { AskedFile, AskedPrice } from "./contract.ts";

export const askedFiles: readonly AskedFile[] = [...aws, ...gcp, ...azure];
