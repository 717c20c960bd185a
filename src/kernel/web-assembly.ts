/** The part of WebAssembly used here; the language's own library does not name it. */
interface Wasm {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Instances this thread shares: code that has been running is optimised, memory that has been used is at hand. */
const instances = new Map<string, unknown>();

/**
 * A new instance of a built module, or undefined where the engine cannot run it (no SIMD). Its memory lives as long as it does.
 *
 * @typeParam Exports what the source of the module says it exports
 */
export const newInstance = <Exports>(base64: string): Exports | undefined => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly?: Wasm };
  return wasm === undefined || !wasm.validate(bytes) ? undefined : new wasm.Instance(new wasm.Module(bytes)).exports as Exports;
};

/**
 * This thread's one instance of a built module, likewise.
 *
 * Everyone lays out its memory anew before use: nothing in it outlasts another's turn, and a grown memory ends old views.
 * @typeParam Exports what the source of the module says it exports
 */
export const instanceOf = <Exports>(base64: string): Exports | undefined => {
  if (!instances.has(base64)) instances.set(base64, newInstance<Exports>(base64));
  return instances.get(base64) as Exports | undefined;
};
