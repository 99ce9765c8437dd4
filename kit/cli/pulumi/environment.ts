import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The CLI's folders for the simulated clouds, separate from any real backend. */
export interface Places {
  readonly home: string;
  readonly state: string;
  readonly cache: string;
}

/** Creates the CLI's folders in a project's data folder. */
export function createPlaces(data: string): Places {
  const places = {
    home: join(data, "pulumi", "home"),
    state: join(data, "pulumi", "state"),
    cache: join(data, "cache", "node"),
  };
  for (const folder of Object.values(places)) mkdirSync(folder, { recursive: true });
  return places;
}

/** Encrypts the configuration of clouds that exist only on this machine. Not a secret. */
export const defaultPassphrase = "fourfold";

/** The options of {@link createEnvironment}. */
export interface EnvironmentOptions {
  readonly places: Places;
  /** The CLI's executable. Its folder is put first on PATH, because it contains the language host. */
  readonly pulumi: string;
  /** The port of each simulated provider, by package. */
  readonly providers: Readonly<Record<string, number>>;
  /** The environment of this process. Variables for secrets, and those that do not concern the backend, are kept. */
  readonly inherited: NodeJS.ProcessEnv;
}

/**
 * The environment in which the CLI uses only the simulated clouds.
 * The variables: https://www.pulumi.com/docs/iac/cli/environment-variables/
 */
export function createEnvironment({ places, pulumi, providers, inherited }: EnvironmentOptions): NodeJS.ProcessEnv {
  // The program runs on the Node of this command, which supports TypeScript.
  const path = [dirname(pulumi), dirname(process.execPath), inherited.PATH ?? ""].join(delimiter);
  return {
    ...(inherited.PULUMI_CONFIG_PASSPHRASE_FILE === undefined ? { PULUMI_CONFIG_PASSPHRASE: defaultPassphrase } : {}),
    NODE_COMPILE_CACHE: places.cache,
    ...inherited,
    PATH: path,
    PULUMI_HOME: places.home,
    // The files' attributes are not needed, and a CLI that is killed while it writes them could not read its state again:
    // unlike the state itself, they are not written atomically. https://pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener
    PULUMI_BACKEND_URL: `${pathToFileURL(places.state).href}?metadata=skip`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
  };
}
