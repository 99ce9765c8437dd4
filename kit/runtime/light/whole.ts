/**
 * By this key a light response says whether all of its body is there: nobody need wait for it. A module of its own,
 * so that asking does not bring the light classes into bundles that do without them.
 */
export const isWhole = Symbol("isWhole");
