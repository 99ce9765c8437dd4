/** Hours until somebody stops what costs too much, where nobody has said it: a night. */
export const defaultResponseTime = 8;
