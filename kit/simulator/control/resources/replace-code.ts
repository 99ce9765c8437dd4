import type { PackageServices, World } from "../../contract.ts";

/** Puts the content with one hash in place of that with another, in every resource that runs it. Answers how many do. */
export async function replaceCode(from: string, to: string, { types }: PackageServices, world: World): Promise<number> {
  const running = types.flatMap(({ token, code }) =>
    code === undefined
      ? []
      : world.store.find(token, (one) => code.of(one, world) === from).map((one) => ({ one, code })),
  );
  await Promise.all(running.map(({ one, code }) => code.replace(one, to, world)));
  return running.length;
}
