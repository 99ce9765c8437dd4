export type { Artifact, BundleRequest, ReportRow } from "./artifact.ts";
export { type Bundler, type BundlerOptions, bundle, createBundler } from "./bundler.ts";
export { debuggableVariable } from "./debuggable.ts";
export { packedSizeOf } from "./output/size.ts";
export { createRebuilder, type Rebuilder, type Rebuilt } from "./rebuilder.ts";
export { bundleRouter } from "./router.ts";
export { workersCompatibility } from "./workers/builtins.ts";
