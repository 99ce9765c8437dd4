/** Root hooks: an unhandled rejection fails the run, because it is an assertion that nobody awaited. */
process.on("unhandledRejection", (error) => {
  throw error;
});
