import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the CLI keeps what concerns the simulated clouds, apart from any real backend. */
export interface Places {
  readonly home: string;
  readonly state: string;
  readonly cache: string;
}

/** The CLI's places in a project's data folder. They exist when this returns. */
export function createPlaces(data: string): Places {
  const places = {
    home: join(data, "pulumi", "home"),
    state: join(data, "pulumi", "state"),
    cache: join(data, "cache", "node"),
  };
  for (const folder of Object.values(places)) mkdirSync(folder, { recursive: true });
  return places;
}

/** Seals the configuration of clouds that exist on this machine only. No secret. */
export const defaultPassphrase = "fourfold";

/** What {@link createEnvironment} works from. */
export interface EnvironmentOptions {
  readonly places: Places;
  /** The CLI's executable: its folder comes first on PATH, because the language host stands beside it. */
  readonly pulumi: string;
  /** The port of each simulated provider, by package. */
  readonly providers: Readonly<Record<string, number>>;
  /** The environment this process was given. What it says about secrets, and what is not about the backend, stays. */
  readonly inherited: NodeJS.ProcessEnv;
}

/**
 * The environment in which the CLI works on the simulated clouds and nothing else.
 * The variables: https://www.pulumi.com/docs/iac/cli/environment-variables/
 */
export function createEnvironment({ places, pulumi, providers, inherited }: EnvironmentOptions): NodeJS.ProcessEnv {
  // The program runs on the Node that runs this command, which knows TypeScript.
  const path = [dirname(pulumi), dirname(process.execPath), inherited.PATH ?? ""].join(delimiter);
  return {
    ...(inherited.PULUMI_CONFIG_PASSPHRASE_FILE === undefined ? { PULUMI_CONFIG_PASSPHRASE: defaultPassphrase } : {}),
    NODE_COMPILE_CACHE: places.cache,
    ...inherited,
    PATH: path,
    PULUMI_HOME: places.home,
    // The files' attributes are of no use, and a CLI killed while it writes them could not read its state again:
    // unlike the state itself, they are not written at once. https://pkg.go.dev/gocloud.dev/blob/fileblob#URLOpener
    PULUMI_BACKEND_URL: `${pathToFileURL(places.state).href}?metadata=skip`,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
      .map(([name, port]) => `${name}:${port}`)
      .join(","),
  };
}
