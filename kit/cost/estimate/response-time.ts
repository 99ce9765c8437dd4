/** Hours until somebody stops what costs too much, where nobody has said it: a night. */
export const defaultResponseTime = 8;

/** The most that it can be: a year of 365 days. */
export const longestResponse = 8_760;
