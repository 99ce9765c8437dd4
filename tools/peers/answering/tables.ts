import { recordAt, recordsAt, textAt } from "../../../kit/simulator/contract/read.ts";
import type { Input } from "./input.ts";

/** A `KeySchema` as the provider's properties. */
function keysOf(described: unknown): Input {
  const keys = recordsAt(described, "KeySchema");
  const nameOf = (kind: string) =>
    textAt(
      keys.find(({ KeyType }) => KeyType === kind),
      "AttributeName",
    );
  const [hashKey, rangeKey] = [nameOf("HASH"), nameOf("RANGE")];
  return { hashKey, ...(rangeKey === undefined ? {} : { rangeKey }) };
}

function indexOf(described: Input): Input {
  const { ProjectionType, NonKeyAttributes } = recordAt(described, "Projection");
  const projection = { projectionType: ProjectionType, nonKeyAttributes: NonKeyAttributes };
  return { name: described.IndexName, ...keysOf(described), ...projection };
}

/** The provider's properties of a table that `CreateTable` describes. */
export function tableProperties(input: Input): Input {
  const local = recordsAt(input, "LocalSecondaryIndexes").map((index) => {
    const { hashKey: _table, ...own } = indexOf(index);
    return own;
  });
  return {
    ...{ name: input.TableName, ...keysOf(input), billingMode: input.BillingMode ?? "PROVISIONED" },
    attributes: recordsAt(input, "AttributeDefinitions").map(({ AttributeName, AttributeType }) => ({
      ...{ name: AttributeName, type: AttributeType },
    })),
    globalSecondaryIndexes: recordsAt(input, "GlobalSecondaryIndexes").map(indexOf),
    localSecondaryIndexes: local,
    deletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
  };
}

/** The provider's properties of what `UpdateTimeToLive` says. */
export function expiryProperties(input: Input): Input {
  const { AttributeName, Enabled } = recordAt(input, "TimeToLiveSpecification");
  return { ttl: { attributeName: AttributeName, enabled: Enabled } };
}
