import type { PackageName, PackageServices, World } from "../contract.ts";

/** What every package's `index.ts` exports. */
interface ServicesModule {
  services(world: World): PackageServices;
}

/** Each package is loaded when it is first used: a stack on one cloud does not pay for the others. */
const modules: Readonly<Record<PackageName, () => Promise<ServicesModule>>> = {
  aws: () => import("./aws/index.ts"),
  gcp: () => import("./gcp/index.ts"),
  "azure-native": () => import("./azure/index.ts"),
  cloudflare: () => import("./cloudflare/index.ts"),
  random: () => import("./random/index.ts"),
};

/** The services of a world. */
export interface LoadedServices {
  load(name: PackageName): Promise<PackageServices>;
  replaceCode(from: string, to: string): Promise<number>;
  stop(): Promise<void>;
}

export function createServices(world: World): LoadedServices {
  const loaded = new Map<PackageName, Promise<PackageServices>>();
  const load = (name: PackageName): Promise<PackageServices> => {
    const existing = loaded.get(name);
    if (existing !== undefined) return existing;
    const services = modules[name]().then((module) => module.services(world));
    loaded.set(name, services);
    // What could not be loaded has nothing to stop.
    services.catch(() => loaded.delete(name));
    return services;
  };
  return {
    load,
    async replaceCode(from, to) {
      const all = await Promise.all(loaded.values());
      const counts = await Promise.all(all.map((services) => services.replaceCode?.(from, to) ?? 0));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await Promise.all([...loaded.values()].map(async (services) => (await services).stop()));
    },
  };
}
