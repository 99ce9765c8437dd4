/** A store of values only. */
export function createValues() {
  const values = new Map<string, string>();
  return {
    values: (prefix: string) => new Map([...values].filter(([key]) => key.startsWith(prefix))),
    putValue: (key: string, value: string | undefined) =>
      void (value === undefined ? values.delete(key) : values.set(key, value)),
  };
}
