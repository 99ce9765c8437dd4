import type { InvocationResult, RunOrder } from "../../kit/simulator/contract.ts";
import type { Provider } from "../../kit/simulator/control/protocol.ts";
import { signatureKey } from "../../kit/simulator/control/wire.ts";
import { createSimulator, type PackageName, type Simulator, type SimulatorOptions } from "../../kit/simulator/index.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A deployed resource, as a program sees it. */
export interface Deployed {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** One cloud, and the steps an engine takes with its provider. */
export interface Deployment {
  readonly simulator: Simulator;
  readonly provider: Provider;
  /** Creates a resource. @throws Error with every reason when the provider's check refuses the inputs. */
  create(type: string, name: string, inputs: Properties): Promise<Deployed>;
  update(resource: Deployed, inputs: Properties): Promise<Deployed>;
  remove(resource: Deployed): Promise<void>;
  /** What a check finds wrong, as `property: reason` lines. */
  complaints(type: string, inputs: Properties): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Starts a simulator with a provider of one package. */
export async function deploymentOn(
  cloud: PackageName,
  options: Partial<SimulatorOptions> & { readonly configuration?: Properties } = {},
): Promise<Deployment> {
  const { configuration = {}, ...rest } = options;
  const simulator = await createSimulator({ data: ":memory:", live: true, ...rest });
  const provider = await simulator.providers.configure(cloud, configuration);
  const check = async (urn: string, news: Properties, olds?: Properties): Promise<Properties> => {
    const { inputs, failures } = await provider.check({ urn, news, olds });
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    return inputs;
  };
  return {
    simulator,
    provider,
    async create(type, name, given) {
      const urn = urnOf(type, name);
      const inputs = await check(urn, given);
      return { urn, type, inputs, ...(await provider.create({ urn, news: inputs, preview: false })) };
    },
    async update({ urn, type, id, inputs: olds, outputs }, given) {
      const inputs = await check(urn, given, olds);
      const answer = await provider.update({ urn, id, olds: outputs, news: inputs, preview: false });
      return { urn, type, id, inputs, outputs: answer.outputs };
    },
    remove: ({ urn, id, outputs }) => provider.delete({ urn, id, olds: outputs }),
    async complaints(type, news) {
      const { failures } = await provider.check({ urn: urnOf(type, "complaint"), news, olds: undefined });
      return failures.map(({ property, reason }) => `${property}: ${reason}`);
    },
    stop: () => simulator.stop(),
  };
}

/** Runs something by hand. */
export async function runByHand(
  { simulator }: Pick<Deployment, "simulator">,
  cloud: PackageName,
  { type, id }: Pick<Deployed, "type" | "id">,
  order: RunOrder = {},
): Promise<InvocationResult | undefined> {
  const found = (await simulator.services(cloud)).types.find(({ token }) => token === type);
  const resource = simulator.world.store.find(type, (one) => one.id === id)[0];
  return resource && found?.run?.(resource, order, simulator.world);
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::simulator::${type}::${name}`;
}

/** An archive of texts, as the SDK sends it. */
export function archive(files: Readonly<Record<string, string>>): Properties {
  const assets = Object.entries(files).map(([name, text]) => [name, asset(text)]);
  return { [signatureKey]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: Object.fromEntries(assets) };
}

/** A text asset, as the SDK sends it. */
export function asset(text: string): Properties {
  return { [signatureKey]: "c44067f5952c0a294b673a41bacd8c17", text };
}
