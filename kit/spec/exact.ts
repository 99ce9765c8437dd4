/** The properties that T must not have, as `never`: what makes a misspelt property an error. */
export type NoExcess<T, Shape> = { readonly [K in Exclude<keyof T, keyof Shape>]: never };
