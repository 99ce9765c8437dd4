import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { messageOf, SimulatorError, systemCode } from "../errors.ts";
import { readAddress } from "../process/address.ts";

/** Incremented with every change of the tables. Data of another version is refused, because a deployment recreates it. */
const schemaVersion = 1;

const tables = `
  create table resource (
    position integer primary key,
    type text not null, account text not null, region text not null, id text not null,
    inputs text not null, outputs text not null,
    unique (type, account, region, id)
  ) strict;
  create table value (key text primary key, value text not null) strict;
  create table content (hash text, path text, bytes blob not null, primary key (hash, path)) strict;
  pragma user_version = ${schemaVersion};
`;

/** What to do when the data cannot be used. It resets the engine's state too, which removing this file would not. */
export const startEmpty =
  "Start empty with `npx fourfold stop --reset`, or remove the folder; every deployment can be made again.";

/** What can be wrong with the file that a user can do something about. */
type Problem = "busy" | "full" | "failing" | "corrupt" | "unwritable";

const explanations: Readonly<Record<Problem, (file: string, detail: string) => string>> = {
  busy: (file) => {
    const pid = readAddress(dirname(file))?.pid;
    // A process that is only just starting has not written its id yet.
    const [who, how] = pid === undefined ? ["", ""] : [`, as process ${pid}`, ` with \`kill ${pid}\``];
    return `Another simulator already works with ${file}${who}. Use that one, or stop it first${how}.`;
  },
  full: (file) => `The disk is full: ${file} cannot grow. Free some space and try again; what was stored is kept.`,
  failing: (file, detail) =>
    `${file} cannot be read or written (${detail}): the disk is over a quota or a limit, or fails. ` +
    "Free some space and try again; what was stored is kept.",
  corrupt: (file, detail) => `The data in ${file} is damaged (${detail}). ${startEmpty}`,
  unwritable: (file, detail) =>
    `${file} cannot be written (${detail}). Check the folder's permissions, or choose another folder.`,
};

/** SQLite's result codes for these. https://www.sqlite.org/rescode.html */
const known: Readonly<Record<number, Problem>> = {
  // An error in SQL: the statements here are correct, so the tables must be different ones.
  1: "corrupt",
  5: "busy",
  8: "unwritable",
  10: "failing",
  11: "corrupt",
  13: "full",
  14: "unwritable",
  26: "corrupt",
};

/** The same for system errors. https://nodejs.org/api/errors.html#common-system-errors */
const knownSystem: Readonly<Record<string, Problem>> = {
  EACCES: "unwritable",
  EDQUOT: "full",
  EEXIST: "unwritable",
  EFBIG: "failing",
  EIO: "failing",
  ENOSPC: "full",
  ENOTDIR: "unwritable",
  EPERM: "unwritable",
  EROFS: "unwritable",
};

/** The simulator's file. Only one process can have it open. */
export interface Database {
  prepare(sql: string): StatementSync;
  /** Runs work whose failures become {@link SimulatorError}. */
  run<T>(work: () => T): T;
  /** The same in a transaction: all of it or nothing. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/**
 * Opens the database, or creates it.
 *
 * @param file - A path, or `":memory:"`.
 * @throws SimulatorError `ERR_BUSY` when another process has it open, `ERR_STORE` when it cannot be used.
 */
export function openDatabase(file: string): Database {
  const run = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(error, file);
    }
  };
  return run(() => {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    try {
      prepare(database, file);
    } catch (error) {
      database.close();
      throw error;
    }
    return {
      prepare: (sql) => run(() => database.prepare(sql)),
      run,
      transaction: (work) => run(() => transact(database, work)),
      close: () => database.close(),
    };
  });
}

function prepare(database: DatabaseSync, file: string): void {
  // With exclusive locking, the system's lock on the file is the lock of the data folder: it ends with the process, however
  // that ends. Write-ahead logging survives a killed process. https://www.sqlite.org/pragma.html
  database.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal");
  const check = database.prepare("pragma quick_check(1)").get()?.quick_check;
  if (check !== "ok") throw failure("corrupt", file, String(check).replaceAll(/\s+/g, " "));
  const version = Number(database.prepare("pragma user_version").get()?.user_version);
  if (version === 0) transact(database, () => database.exec(tables));
  else if (version !== schemaVersion) {
    throw new SimulatorError(
      "ERR_STORE",
      `The data in ${file} was written by another version of the simulator (format ${version}, not ${schemaVersion}). ` +
        startEmpty,
    );
  }
}

function transact<T>(database: DatabaseSync, work: () => T): T {
  // Immediate, so that the lock is taken now: another process that holds the file is noticed here.
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof SimulatorError) return error;
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  const problem = known[code] ?? knownSystem[systemCode(error) ?? ""];
  return problem === undefined ? error : failure(problem, file, messageOf(error), error);
}

function failure(problem: Problem, file: string, detail: string, cause?: unknown): SimulatorError {
  return new SimulatorError(problem === "busy" ? "ERR_BUSY" : "ERR_STORE", explanations[problem](file, detail), cause);
}
