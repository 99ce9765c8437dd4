/**
 * The `instanceof` of a light class: it recognises native instances too, because the question is whether a value can be used as
 * one. It reads the tag, because asking the native class would load it. Classes derived from ours use the usual `instanceof`.
 */
export function recognise(tag: string): (this: object, value: unknown) => boolean {
  return function (value) {
    if (!Object.hasOwn(this, Symbol.hasInstance)) return Function.prototype[Symbol.hasInstance].call(this, value);
    return Object.prototype.toString.call(value) === `[object ${tag}]`;
  };
}
