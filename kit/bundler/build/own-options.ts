import type { BuildOptions } from "esbuild";
import { isProvided } from "../../spec/checks/provided.ts";
import type { BundleRequest } from "../artifact.ts";

type Asked = Pick<BundleRequest, "bundle" | "cloud">;

/** The packages that a function leaves to its platform. On another cloud they are bundled. */
function leftToPlatform({ bundle: { external = [] } = {}, cloud }: Asked): readonly string[] {
  return external.filter((pattern) => isProvided(pattern, cloud)).sort();
}

/** Whether a function leaves a package, or a module of one, to its platform. */
export function isLeftToPlatform(name: string, request: Asked): boolean {
  return leftToPlatform(request).some((pattern) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`),
  );
}

/** A key that is the same for requests with equivalent options of their own, and only for them: they are built together. */
export function keyOfOptions(request: Asked): string {
  const sorted = (record: object = {}) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const { loader, define, keepNames = false } = request.bundle ?? {};
  return JSON.stringify([sorted(loader), sorted(define), leftToPlatform(request), keepNames]);
}

/** The options of a cloud's builds with those of a function. Those of the cloud win: the platform would not start without them. */
export function withOwnOptions(options: BuildOptions, request: Asked): BuildOptions {
  const { loader = {}, define = {}, keepNames = false } = request.bundle ?? {};
  return {
    ...options,
    loader: { ...loader, ...options.loader },
    define: { ...define, ...options.define },
    external: [...(options.external ?? []), ...leftToPlatform(request)],
    keepNames,
  };
}
