import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Folders, Sandboxes } from "./contract.ts";

/**
 * Creates folders beside the store, so that they are deleted together with what is deployed.
 *
 * @param data - The folder of the store, or `":memory:"` for temporary folders.
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
