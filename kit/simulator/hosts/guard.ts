import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";

/** Reads `+pid` and `-pid` lines. When its input ends, because their writer is gone, it kills the processes that are left. */
const script = `
alive=" "
while read -r line; do
  pid="\${line#?}"
  case "$line" in
    +*) alive="$alive$pid " ;;
    -*) alive="\${alive%% $pid *} \${alive#* $pid }" ;;
  esac
done
[ "$alive" = " " ] || kill -9 $alive 2>/dev/null
`;

/**
 * Kills sandboxes when the simulator dies without a chance to do it itself. A sandbox ends by itself when its channel to
 * the host closes, but one that is busy in a synchronous loop does not notice: for these there is this small shell.
 */
export class Guard {
  readonly #watched = new Set<number>();
  #shell: ChildProcess | undefined;

  /** Watches over a process until {@link release}. */
  watch(pid: number): void {
    this.#watched.add(pid);
    this.#shell ??= this.#start();
    this.#shell?.stdin?.write(`+${pid}\n`);
  }

  /** Stops watching a process that has ended: its id may soon belong to another one. */
  release(pid: number): void {
    this.#watched.delete(pid);
    this.#shell?.stdin?.write(`-${pid}\n`);
  }

  /** Kills the processes that are still watched, and ends. */
  stop(): void {
    this.#shell?.stdin?.end();
    this.#shell = undefined;
  }

  #start(): ChildProcess | undefined {
    // Windows has no POSIX shell: there only the closing channel ends a sandbox.
    if (process.platform === "win32") return undefined;
    // Detached, so that Ctrl-C or a kill of the simulator's process group does not end the guard first.
    const shell = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
    const gone = (): void => {
      if (this.#shell === shell) this.#shell = undefined;
    };
    shell.on("error", gone).on("exit", (_code, signal) => {
      const wasWanted = this.#shell === shell;
      gone();
      // A guard that was killed is replaced, so that sandboxes are always watched.
      if (wasWanted && signal !== null) for (const pid of this.#watched) this.watch(pid);
    });
    // The next guard is told what this one was not.
    shell.stdin.on("error", () => undefined);
    shell.unref();
    if (shell.stdin instanceof Socket) shell.stdin.unref();
    return shell;
  }
}
