/**
 * The `instanceof` of a light class: it recognises native instances too, because what code asks is whether a value can
 * be used as one. By the tag, because to ask the native class would load it. A class derived from ours asks as usual.
 */
export function recognise(tag: string): (this: object, value: unknown) => boolean {
  return function (value) {
    if (!Object.hasOwn(this, Symbol.hasInstance)) return Function.prototype[Symbol.hasInstance].call(this, value);
    return Object.prototype.toString.call(value) === `[object ${tag}]`;
  };
}
