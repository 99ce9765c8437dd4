/**
 * The key under which a light response says whether all of its body is there, so that nobody has to wait for it. A module of its
 * own, so that using it does not bring the light classes into bundles that do without them.
 */
export const isWhole = Symbol("isWhole");
