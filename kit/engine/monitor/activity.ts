/** The calls in progress, and whether new ones are still accepted. */
export class Activity {
  readonly #ended = Promise.withResolvers<void>();
  #endedAlready = false;
  #underWay = 0;
  #idleSince = Date.now();
  #idle: PromiseWithResolvers<void> | undefined;

  /** Resolves when a failure or a signal ends the run. */
  get whenEnded(): Promise<void> {
    return this.#ended.promise;
  }

  get ended(): boolean {
    return this.#endedAlready;
  }

  /** Milliseconds since the last call ended; 0 while one is in progress. */
  get idleTime(): number {
    return this.#underWay > 0 ? 0 : Date.now() - this.#idleSince;
  }

  end(): void {
    this.#endedAlready = true;
    this.#ended.resolve();
  }

  /** Tracks the work of one call. */
  async track<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      this.#idleSince = Date.now();
      if (this.#underWay === 0) this.#idle?.resolve();
    }
  }

  /** Resolves when no call is in progress. */
  async settled(): Promise<void> {
    if (this.#underWay === 0) return;
    this.#idle ??= Promise.withResolvers();
    await this.#idle.promise;
  }
}
