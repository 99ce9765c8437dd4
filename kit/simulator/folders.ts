import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Folders, Sandboxes } from "./contract.ts";

/**
 * Makes folders beside the store, which go with it when what is deployed is forgotten.
 *
 * @param data - The folder of the store, or `":memory:"`: then they are temporary ones.
 */
export function createFolders(data: string, sandboxes: Sandboxes): Folders {
  const opened = new Map<string, Promise<string>>();
  const make = async (name: string): Promise<string> => {
    if (data === ":memory:") return sandboxes.create(new Map());
    const path = join(data, name);
    await mkdir(path, { recursive: true });
    return path;
  };
  return {
    open(name) {
      const folder = opened.get(name) ?? make(name);
      opened.set(name, folder);
      return folder;
    },
  };
}
