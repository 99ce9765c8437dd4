/** The environment variable that carries a link's value: `flags` of a set becomes `FOURFOLD_FLAGS`. */
export function linkVariable(resource: string): string {
  return `FOURFOLD_${resource.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
}
