import { CloudError, type Code, type Files } from "../contract.ts";
import { hashFiles, packFiles, readFiles, unpackFiles } from "./archive.ts";
import type { Database } from "./database.ts";

/**
 * Keeps deployed content in the database, and reads it from there each time: it is needed rarely and may be large.
 *
 * @param root - The folder that relative paths of assets start from.
 */
export function createCode(database: Database, root: string): Code {
  const insert = database.prepare("insert into content (hash, path, bytes) values (?, ?, ?)");
  const select = database.prepare("select path, bytes from content where hash = ? order by path");
  const exists = database.prepare("select 1 from content where hash = ? limit 1");
  const put = (files: Files): string => {
    const hash = hashFiles(files);
    database.transaction(() => {
      if (exists.get(hash) !== undefined) return;
      // An archive without files has one row without a path, so that it differs from one that was never stored.
      if (files.size === 0) insert.run(hash, "", new Uint8Array());
      for (const [path, bytes] of files) insert.run(hash, path, bytes);
    });
    return hash;
  };
  return {
    put,
    take: async (asset) => put(await readFiles(asset, root)),
    pack: (asset) => packFiles(asset, root),
    unpack: (bytes) => put(unpackFiles(bytes)),
    files(hash) {
      const rows = database.run(() => select.all(hash));
      if (rows.length === 0) throw missing(hash);
      const files = new Map<string, Uint8Array>();
      for (const { path, bytes } of rows) {
        if (typeof path === "string" && path !== "" && bytes instanceof Uint8Array) files.set(path, bytes);
      }
      return files;
    },
  };
}

/** Content that is in use is never deleted here: something else removed it. */
function missing(hash: string): CloudError {
  const message =
    `No content with the hash ${hash} is stored. If it was deployed, the data folder is damaged: deploy it again ` +
    "after a change, or start empty with `npx fourfold stop --reset`.";
  return new CloudError("NoSuchContent", message, 404);
}

/** Deletes content whose hash no resource and no value mentions any more. */
export function dropUnused(database: Database): void {
  database.transaction(() => {
    const texts = database.prepare("select inputs || outputs as text from resource union all select value from value");
    const used = new Set(texts.all().flatMap(({ text }) => String(text).match(/[0-9a-f]{64}/g) ?? []));
    const remove = database.prepare("delete from content where hash = ?");
    for (const { hash } of database.prepare("select distinct hash from content").all()) {
      if (typeof hash === "string" && !used.has(hash)) remove.run(hash);
    }
  });
}
