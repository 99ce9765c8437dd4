import { describeTables } from "../type-tables.ts";

describeTables("cloudflare", "cloudflare");
