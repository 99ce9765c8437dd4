import { describeTables } from "../type-tables.ts";

describeTables("aws", "aws");
