import type { PackageServices, World } from "../../contract.ts";

/** Replaces content, by hash, in every resource that runs it. Returns the number of these resources. */
export async function replaceCode(from: string, to: string, { types }: PackageServices, world: World): Promise<number> {
  const running = types.flatMap(({ token, code }) =>
    code === undefined
      ? []
      : world.store.find(token, (one) => code.of(one, world) === from).map((one) => ({ one, code })),
  );
  await Promise.all(running.map(({ one, code }) => code.replace(one, to, world)));
  return running.length;
}
