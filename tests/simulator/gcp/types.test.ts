import { describeTables } from "../type-tables.ts";

describeTables("gcp", "gcp");
