import { CloudError, type Files } from "../../contract.ts";
import { simulatorLimit } from "../../limits.ts";

const framework = "@google-cloud/functions-framework";

interface Manifest {
  readonly main: string | undefined;
  readonly dependencies: readonly string[];
}

/** The error of a deployment whose build failed. https://cloud.google.com/functions/docs/troubleshooting#build */
export function buildFailed(message: string): CloudError {
  return new CloudError(
    "INVALID_ARGUMENT",
    `Build failed with status: FAILURE and message: ${message}. For more details see the logs of the build.`,
  );
}

function readManifest(files: Files): Manifest {
  const bytes = files.get("package.json");
  if (bytes === undefined) throw buildFailed("the root of the source has no package.json");
  let manifest: unknown;
  try {
    manifest = JSON.parse(Buffer.from(bytes).toString());
  } catch (error) {
    throw buildFailed(`unmarshalling package.json: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof manifest !== "object" || manifest === null) throw buildFailed("package.json is not an object");
  const main =
    "main" in manifest && typeof manifest.main === "string" && manifest.main !== "" ? manifest.main : undefined;
  const dependencies = "dependencies" in manifest ? manifest.dependencies : undefined;
  return {
    main,
    dependencies: Object.keys(typeof dependencies === "object" && dependencies !== null ? dependencies : {}),
  };
}

/**
 * What the buildpack checks before it builds an image from the source.
 * https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/nodejs/functions_framework/main.go
 *
 * @throws CloudError `INVALID_ARGUMENT` when the build would fail, `SimulatorLimit` when it would need the network.
 */
export function checkSource(files: Files): void {
  const manifest = readManifest(files);
  const isThere = (name: string): boolean => name === framework || files.has(`node_modules/${name}/package.json`);
  const missing = manifest.dependencies.filter((name) => !isThere(name));
  if (missing.length > 0) {
    throw simulatorLimit(
      `the simulator does not run the build's \`npm install\`, which would add ${missing.join(", ")}: ` +
        "bundle the function, or leave its node_modules in the source",
    );
  }
  const main = manifest.main ?? (files.has("index.js") ? "index.js" : "function.js");
  const path = main.replace(/^\.\//, "");
  if (!files.has(path)) throw buildFailed(`${path} does not exist`);
}
