import type { StartSettings } from "../../kit/spec/index.ts";

/** How a bundle is called: with Lambda's event, with Node's own messages, as on Google Cloud, or as Azure's programming model says. */
export type Platform = "lambda" | "node" | "azure";

/** One way to answer the request, bundled as its documentation says. */
export interface Subject {
  readonly label: string;
  readonly handler: URL;
  readonly platform: Platform;
  /**
   * What bundles it: our bundler, or esbuild to an ES module or to CommonJS, for what is CommonJS: `require` loads it
   * faster than an ES module that contains it.
   */
  readonly bundler: "fourfold" | "mjs" | "cjs";
  /** What ours is deployed with links to. @default none */
  readonly links?: StartSettings["links"];
}

/** The answer that every subject gives to the request of `request.mjs`. */
export const expectedBody = JSON.stringify({ customer: "ada", total: 6698 });
