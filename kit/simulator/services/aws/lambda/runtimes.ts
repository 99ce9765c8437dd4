/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
export const runtimesSource = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";

/** Runtimes that can run here: all on the simulator's own Node.js, whatever their version. */
export const nodeRuntimes: readonly string[] = ["nodejs24.x", "nodejs22.x", "nodejs20.x"];

/** Runtimes that Lambda supports and the simulator does not. */
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

/** Runtimes that new functions may use. Lambda has blocked older ones, including `nodejs18.x`. */
export const runtimes: readonly string[] = [...nodeRuntimes, ...otherRuntimes];

/** The first day on which Lambda no longer creates functions with a runtime, where it has announced one. */
export const blockedFrom: Readonly<Record<string, string>> = { "nodejs20.x": "2027-02-01" };
