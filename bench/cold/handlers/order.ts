/** What every subject is sent, once it has been found valid. */
export interface Order {
  readonly customer: string;
  readonly items: readonly { readonly sku: string; readonly quantity: number; readonly price: number }[];
}

/** What every subject answers. */
export function receipt({ customer, items }: Order): { readonly customer: string; readonly total: number } {
  return { customer, total: items.reduce((sum, { quantity, price }) => sum + quantity * price, 0) };
}
