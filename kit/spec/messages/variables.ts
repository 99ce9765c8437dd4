/** Where a consumer finds its queue and the dead letters. No link has such a variable, since names of resources begin with a letter. */
export const ownVariables = {
  /** Its queue, as senders address it. */
  queue: "FOURFOLD_0_QUEUE",
  /** The dead letters of its queue, as senders address them. */
  deadLetters: "FOURFOLD_0_DEAD_LETTERS",
  /** On Azure: the name of its queue. */
  name: "FOURFOLD_0_NAME",
  /** On Azure: the prefix of the settings by which its trigger reaches Service Bus. */
  connection: "FOURFOLD_0_BUS",
} as const;
