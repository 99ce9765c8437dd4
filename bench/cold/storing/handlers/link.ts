/** Where the table is that ours is told of by the same variable. */
export function tableAddress(): string {
  const { FOURFOLD_KEPT: text = "" } = process.env;
  return JSON.parse(text).address;
}
