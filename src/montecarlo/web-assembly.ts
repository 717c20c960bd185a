/** The part of WebAssembly used here; the language's own library does not name it. */
interface Wasm {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** One a thread: code that has been running is optimised, memory that has been used is at hand. */
const instances = new Map<string, unknown>();

const instantiate = (base64: string): unknown => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly?: Wasm };
  return wasm === undefined || !wasm.validate(bytes) ? undefined : new wasm.Instance(new wasm.Module(bytes)).exports;
};

/**
 * What this thread's one instance of a built module exports, or undefined where the engine cannot run it (no SIMD).
 *
 * Everyone lays out its memory anew before use: nothing in it outlasts another's turn, and a grown memory ends old views.
 * @typeParam Exports what the source of the module says it exports
 */
export const instanceOf = <Exports>(base64: string): Exports | undefined => {
  if (!instances.has(base64)) instances.set(base64, instantiate(base64));
  return instances.get(base64) as Exports | undefined;
};
