/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const runtimesSource = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";

/** Runtimes that functions run on here: all on the simulator's own Node.js, whatever their version. */
export const nodeRuntimes: readonly string[] = ["nodejs24.x", "nodejs22.x", "nodejs20.x"];

/** Runtimes that Lambda offers and the simulator does not run. */
const otherRuntimes: readonly string[] = [
  "python3.14",
  "python3.13",
  "python3.12",
  "python3.11",
  "python3.10",
  "java25",
  "java21",
  "java17",
  "java11",
  "java8.al2",
  "dotnet10",
  "dotnet8",
  "ruby3.4",
  "ruby3.3",
  "ruby3.2",
  "provided.al2023",
  "provided.al2",
];

/** Runtimes that new functions may have. Lambda has blocked older ones, `nodejs18.x` among them. */
export const runtimes: readonly string[] = [...nodeRuntimes, ...otherRuntimes];

/** The first day on which Lambda creates no function with a runtime any more, of those for which it has named one. */
export const blockedFrom: Readonly<Record<string, string>> = { "nodejs20.x": "2027-02-01" };
