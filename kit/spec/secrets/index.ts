export type { ReadsSecret, SecretReadOptions } from "./faces.ts";
export { secretLimits } from "./limits.ts";
export type { RandomLength, SecretOptions } from "./options.ts";
export { requireSecretValue, type SecretSource, settleSecret, wrongWithSecret } from "./settle.ts";
