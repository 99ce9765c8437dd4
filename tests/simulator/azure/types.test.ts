import { describeTables } from "../type-tables.ts";

describeTables("azure-native", "azure");
