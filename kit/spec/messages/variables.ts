/** Where a consumer finds its queue and the dead letters. No resource has such a variable: names of those begin with a letter. */
export const ownVariables = {
  /** Its queue, as senders know it. */
  queue: "FOURFOLD_0_QUEUE",
  /** The dead letters of its queue, as senders know them. */
  deadLetters: "FOURFOLD_0_DEAD_LETTERS",
  /** On Azure: the name of its queue. */
  name: "FOURFOLD_0_NAME",
  /** On Azure: the prefix of what says how its trigger reaches Service Bus. */
  connection: "FOURFOLD_0_BUS",
} as const;
