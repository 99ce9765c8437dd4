import { describeTables } from "../type-tables.ts";

describeTables("random", "random");
