/** The installed package that a file belongs to, if any: nobody is told to correct what an installation overwrites. */
export function packageOf(file: string): string | undefined {
  const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? [];
  return name?.replaceAll("\\", "/");
}
