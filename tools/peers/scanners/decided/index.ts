import type { Decision } from "../decisions.ts";
import { checkovOnAws } from "./checkov-aws.ts";
import { checkovOnAzure } from "./checkov-azure.ts";
import { checkovOnGcp } from "./checkov-gcp.ts";
import { kics } from "./kics.ts";

/** What is decided about differences. A decision that is not needed any more fails the command, as does one that is missing. */
export const decided: readonly Decision[] = [...checkovOnAws, ...checkovOnGcp, ...checkovOnAzure, ...kics];
