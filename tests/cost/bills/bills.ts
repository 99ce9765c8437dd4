import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives tests a folder for files of bills. */
export function useBills() {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-bills-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  /** The path of a file with a content. */
  return (content: string | Uint8Array, name = "bill.csv"): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
}

/** Columns of the CUR 2.0, among those that nobody reads: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-line-item.html */
export const curColumns = [
  ...[
    "bill_billing_period_start_date",
    "line_item_currency_code",
    "line_item_legal_entity",
    "line_item_line_item_type",
  ],
  ...["line_item_product_code", "line_item_usage_start_date", "line_item_usage_type", "line_item_usage_amount"],
  ...["line_item_unblended_cost", "pricing_unit", "resource_tags"],
].join(",");

/** A line of usage in the CUR 2.0. */
export const curLine = (product: string, type: string, amount: number, usd: number, day = "2026-11-05"): string =>
  [
    ...[`${day.slice(0, 7)}-01T00:00:00.000Z`, "USD", '"Amazon Web Services, Inc."', "Usage"],
    ...[product, `${day}T00:00:00.000Z`, type, amount, usd, "Requests", '"{""user_stack"":""prod, eu""}"'],
  ].join(",");

export const cur = (...lines: readonly string[]): string => [curColumns, ...lines, ""].join("\n");
