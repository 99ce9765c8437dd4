import type { StartSettings } from "../../kit/spec/index.ts";

/** How a bundle is called: with Lambda's event, with Node's own messages, as on Google Cloud, or as Azure's programming model says. */
export type Platform = "lambda" | "node" | "azure";

/** One way to answer the request, bundled as its documentation says. */
export interface Subject {
  readonly label: string;
  readonly handler: URL;
  readonly platform: Platform;
  /**
   * Its bundler: ours, or esbuild to an ES module, or to CommonJS for packages in CommonJS: `require` loads these faster than an
   * ES module that contains them.
   */
  readonly bundler: "fourfold" | "mjs" | "cjs";
  /** Whether a package needs the names of its classes as they are, so that they are not made shorter. @default false */
  readonly keepNames?: boolean;
  /** The links that ours is deployed with. @default none */
  readonly links?: StartSettings["links"];
}

/** The response of all subjects to the request in `request.mjs`. */
export const expectedBody = JSON.stringify({ customer: "ada", total: 6698 });
