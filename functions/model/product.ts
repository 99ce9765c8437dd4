import * as v from "valibot";

const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What an id may be: it stands in addresses. */
const ProductId = v.pipe(
  v.string(),
  v.maxLength(40),
  v.regex(/^[a-z][a-z0-9-]*$/, "must be small letters, digits and -"),
);

/** What products are sorted into. */
export const Category = v.picklist(["beans", "books", "cups", "gear"]);

const details = {
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  category: Category,
  /** Price of one, without tax, in minor units. */
  price: v.pipe(Whole, v.maxValue(100_000_000)),
  taxClass: v.picklist(["standard", "reduced"]),
  /** Weight of one in grams, packed. */
  weight: v.pipe(Whole, v.minValue(1), v.maxValue(1_000_000)),
};

/** Where it lies in the warehouse. What has no shelf yet is sold already, and cannot be packed. */
const Shelf = v.pipe(v.string(), v.regex(/^[A-Z]\d{1,2}$/, "must be a letter and a number"));

/** Something the shop sells. */
export const Product = v.strictObject({ id: ProductId, ...details, shelf: v.optional(Shelf) });

/** @see Product */
export type Product = v.InferOutput<typeof Product>;

/** What is changed of a product: any of its properties but the id. */
export const ProductChange = v.pipe(
  v.partial(v.strictObject({ ...details, shelf: Shelf })),
  v.check((change) => Object.keys(change).length > 0, "must change something"),
);

/** @see ProductChange */
export type ProductChange = v.InferOutput<typeof ProductChange>;

/** A product as the shop keeps it. */
export const KeptProduct = v.strictObject({
  ...Product.entries,
  /** The list of everything: an index needs something that all of them have. */
  listing: v.literal("products"),
});

/** @see KeptProduct */
export type KeptProduct = v.InferOutput<typeof KeptProduct>;
