import { textAt } from "../../../contract/read.ts";
import type { Properties, World } from "../../../contract.ts";
import type { Documents } from "../../../engines/documents.ts";
import type { AccessRequest } from "../../../iam/aws/index.ts";
import { type ApiCaller, requireAccess } from "../api/index.ts";
import { arnOf } from "../names.ts";
import { invalid, notFound } from "./errors.ts";
import type { Indexes } from "./indexes.ts";
import type { Content, Table, Tables } from "./tables.ts";

/** What a call works with. */
export interface Work {
  readonly world: World;
  readonly tables: Tables;
  readonly documents: Documents<Content>;
  readonly indexes: Indexes;
  readonly input: Properties;
  readonly caller: ApiCaller;
  readonly region: string;
}

/** Something that the API does. */
export interface Action {
  /** The members of its input that it takes. */
  readonly takes: readonly string[];
  run(work: Work): Properties;
}

/** What a call says that has nothing to do with what it does: how much of something it wants to be told. */
export const reports: readonly string[] = ["ReturnConsumedCapacity", "ReturnItemCollectionMetrics"];

/** The ARN of the table that a call names by its name or its ARN. */
function arnOfTable({ region, caller }: Work, named: unknown): string {
  const name = textAt(named);
  if (name === undefined) throw invalid("The parameter 'TableName' is required but was not present in the request");
  return name.startsWith("arn:")
    ? name
    : arnOf("dynamodb", { region, account: caller.identity.accountId }, `table/${name}`);
}

/** What a call wants of a table, besides the action. */
interface Wanted {
  /** The index that it asks. @default the table itself */
  readonly index?: string | undefined;
  /** What policies can have conditions on. @default nothing */
  readonly conditions?: AccessRequest["context"];
}

/**
 * The table that somebody wants to do something to, or to an index of it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * @throws CloudError when they may not, or it does not exist.
 */
export function openTable(
  work: Work,
  named: unknown,
  permission: string,
  { index, conditions = {} }: Wanted = {},
): Table {
  const arn = arnOfTable(work, named);
  const resource = index === undefined ? arn : `${arn}/index/${index}`;
  requireAccess(work.world, work.caller, `dynamodb:${permission}`, resource, conditions);
  const table = work.tables.find(arn);
  if (table === undefined) throw notFound();
  return table;
}
