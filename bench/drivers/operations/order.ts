/** The item of every message, and of a table, where each has a key of its own. */
export const order = {
  customer: "ada",
  items: [
    { sku: "tea-pot", quantity: 2, price: 1999 },
    { sku: "cup-blue", quantity: 6, price: 450 },
  ],
};
