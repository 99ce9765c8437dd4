import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stackFile = /^Pulumi\..+\.yaml$/;
const salt = /^encryptionsalt: .*\n?/m;

/**
 * Keeps a project's `Pulumi.<stack>.yaml` files free of the salt that the CLI writes into them: it belongs to the
 * simulated clouds' passphrase, which is not a secret, and a real stack with this salt would be encrypted with that passphrase.
 * A file with other changes keeps all of them: secrets in it need the salt.
 *
 * @returns A function that restores the files whose only change since this call is a salt.
 */
export function guardStackFiles(folder: string): () => void {
  const before = new Map(listStackFiles(folder).map((file) => [file, readFileSync(file, "utf8")]));
  return () => {
    for (const file of listStackFiles(folder)) {
      const text = readFileSync(file, "utf8");
      const old = before.get(file);
      if (text === old || text.replace(salt, "").trimEnd() !== (old ?? "").trimEnd()) continue;
      if (old === undefined) rmSync(file);
      else writeFileSync(file, old);
    }
  };
}

function listStackFiles(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => (stackFile.test(name) ? [join(folder, name)] : []));
}
