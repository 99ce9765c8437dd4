import * as v from "valibot";

const Item = v.object({
  sku: v.pipe(v.string(), v.minLength(1)),
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
  price: v.pipe(v.number(), v.minValue(0)),
});

export const Order = v.object({
  customer: v.pipe(v.string(), v.minLength(1)),
  items: v.pipe(v.array(Item), v.minLength(1)),
});
