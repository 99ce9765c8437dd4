/** One part of a module that was parted. */
export interface Part {
  readonly name: "described" | "rest";
  /** The file of the module. */
  readonly file: string;
}

const form = /^fourfold:(described|rest)\/(.*)$/s;

/** How an import names a part. */
export function partPath({ name, file }: Part): string {
  return `fourfold:${name}/${file}`;
}

/** The part that an import names, or a build's source: they are called alike. */
export function toPart(path: string): Part | undefined {
  const [, name, file] = form.exec(path) ?? [];
  return file !== undefined && (name === "described" || name === "rest") ? { name, file } : undefined;
}
