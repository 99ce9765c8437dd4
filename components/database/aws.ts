import type { DatabaseBuilder } from "./plan.ts";

/** Tables of DynamoDB are in nothing: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.CoreComponents.html */
export const build: DatabaseBuilder<object, object> = (_self, { name }) => ({ id: name, attributes: {}, nodes: {} });
