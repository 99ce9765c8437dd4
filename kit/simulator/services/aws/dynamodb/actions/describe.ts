import { recordsAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { notFound } from "../errors.ts";
import type { Keys, Table } from "../tables.ts";
import { itemSize } from "../values/value.ts";
import { type Action, openTable, type Work } from "../work.ts";

function schemaOf({ hash, range }: Keys): readonly Properties[] {
  const [HASH, RANGE] = [{ AttributeName: hash.name, KeyType: "HASH" }, range?.name];
  return RANGE === undefined ? [HASH] : [HASH, { AttributeName: RANGE, KeyType: "RANGE" }];
}

/** The indexes of both kinds, of which only global ones can be added later, and so have a status. */
function indexesOf({ arn, indexes }: Table): Properties {
  const described = (isLocal: boolean): readonly Properties[] =>
    [...indexes]
      .filter(([, keys]) => keys.isLocal === isLocal)
      .map(([IndexName, keys]) => ({
        ...{ IndexName, IndexArn: `${arn}/index/${IndexName}`, ...(isLocal ? {} : { IndexStatus: "ACTIVE" }) },
        ...{ KeySchema: schemaOf(keys), Projection: { ProjectionType: "ALL" } },
      }));
  const [GlobalSecondaryIndexes, LocalSecondaryIndexes] = [described(false), described(true)];
  return {
    ...(GlobalSecondaryIndexes.length === 0 ? {} : { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes.length === 0 ? {} : { LocalSecondaryIndexes }),
  };
}

function describeTable(work: Work): Properties {
  const table = openTable(work, work.input.TableName, "DescribeTable");
  const resource = work.tables.resource(table.arn);
  if (resource === undefined) throw notFound();
  const { outputs } = resource;
  const items = work.documents.all(table.arn).flatMap(({ content: { item } }) => (item === undefined ? [] : [item]));
  return {
    Table: {
      ...{ TableName: table.name, TableArn: table.arn, TableStatus: "ACTIVE", KeySchema: schemaOf(table.keys) },
      AttributeDefinitions: recordsAt(outputs, "attributes").map(({ name, type }) => ({
        ...{ AttributeName: name, AttributeType: type },
      })),
      BillingModeSummary: { BillingMode: outputs.billingMode },
      DeletionProtectionEnabled: outputs.deletionProtectionEnabled,
      ItemCount: items.length,
      TableSizeBytes: items.reduce((size, item) => size + itemSize(item), 0),
      ...indexesOf(table),
    },
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeActions: Readonly<Record<string, Action>> = {
  DescribeTable: { takes: ["TableName"], run: describeTable },
};
