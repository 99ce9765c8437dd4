import { createSite } from "../shared/everywhere.ts";

export const { urls } = createSite("aws", "hello");
