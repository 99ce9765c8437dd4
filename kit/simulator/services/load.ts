import type { CloudPackage, PackageName, PackageServices, Service, World } from "../contract.ts";
import { replaceCode } from "../control/resources/replace-code.ts";

/** The exports of every package's `index.ts`. */
interface ServicesModule {
  services(world: World): CloudPackage;
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
  /** Replaces content, by hash, wherever it runs. Returns in how many places. */
  replaceCode(from: string, to: string): Promise<number>;
  stop(): Promise<void>;
}

export function createServices(world: World): LoadedServices {
  const loaded = new Map<PackageName, Promise<PackageServices>>();
  const load = (name: PackageName): Promise<PackageServices> => {
    const existing = loaded.get(name);
    if (existing !== undefined) return existing;
    const services = modules[name]().then((module) => together(module.services(world)));
    loaded.set(name, services);
    // A package that could not be loaded has nothing to stop.
    services.catch(() => loaded.delete(name));
    return services;
  };
  return {
    load,
    async replaceCode(from, to) {
      const all = await Promise.all(loaded.values());
      const counts = await Promise.all(all.map((services) => replaceCode(from, to, services, world)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await Promise.all([...loaded.values()].map(async (one) => stopInOrder((await one).services)));
    },
  };
}

async function stopInOrder(services: readonly Service[]): Promise<void> {
  for (const service of services) await service.stop?.();
}

/** Merges the services of a package: a provider does not need to know which service a type belongs to. */
export function together(one: CloudPackage): PackageServices {
  const all = <T>(part: (service: Service) => Readonly<Record<string, T>> | undefined): Readonly<Record<string, T>> =>
    Object.fromEntries(one.services.flatMap((service) => Object.entries(part(service) ?? {})));
  const issuer = one.services.find(({ credentials }) => credentials !== undefined);
  return {
    ...one,
    ...(issuer === undefined ? {} : { credentials: (wanted) => issuer.credentials?.(wanted) ?? {} }),
    types: one.services.flatMap(({ types }) => types),
    invokes: all(({ invokes }) => invokes),
    refusedArguments: all(({ refusedArguments }) => refusedArguments),
  };
}
