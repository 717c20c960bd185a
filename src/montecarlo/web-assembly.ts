/** The part of WebAssembly used here; the language's own library does not name it. */
interface Wasm {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** Compiled once a thread: a module that has been running is already optimised. */
const compiled = new Map<string, object | undefined>();

const compile = (base64: string): object | undefined => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly?: Wasm };
  return wasm === undefined || !wasm.validate(bytes) ? undefined : new wasm.Module(bytes);
};

/**
 * What a fresh instance of a built module exports, or undefined where the engine cannot run it (no SIMD).
 *
 * @typeParam Exports what the source of the module says it exports
 */
export const instantiate = <Exports>(base64: string): Exports | undefined => {
  if (!compiled.has(base64)) compiled.set(base64, compile(base64));
  const module = compiled.get(base64);
  if (module === undefined) return undefined;
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: Wasm };
  return new wasm.Instance(module).exports as Exports;
};
