import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LineFault, TradierFace, WebRequest } from '../../src/exchange/index.ts';
import { overLine } from '../../src/exchange/index.ts';

/** A Tradier of our own on this machine's loopback. */
export interface TradierServer {
  readonly url: string;
  /** Requests in order of arrival. */
  readonly seen: WebRequest[];
  /** Faults of the next requests that match, in order; each is used once. */
  readonly faults: { readonly when: RegExp; readonly fault: LineFault }[];
  readonly close: () => Promise<void>;
}

/** Serves a face at a time of its own choosing. A `timeout` is never answered; a `reset` closes the socket. */
export const serveTradier = async (face: TradierFace, now: () => number): Promise<TradierServer> => {
  const seen: WebRequest[] = [];
  const faults: TradierServer['faults'] = [];
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const request: WebRequest = {
        method: incoming.method ?? 'GET', path: (incoming.url ?? '').replace(/^\/v1\//, ''), authorization: incoming.headers.authorization,
        form: new URLSearchParams(Buffer.concat(parts).toString('utf8')),
      };
      seen.push(request);
      const at = faults.findIndex(({ when }) => when.test(`${request.method} ${request.path} ${request.form.toString()}`));
      const [planned] = at < 0 ? [] : faults.splice(at, 1);
      const result = overLine(face, request, planned?.fault, now());
      if (result.kind === 'lost') {
        if (result.how === 'reset') incoming.socket.resetAndDestroy();
        return;
      }
      const send = (): void => {
        outgoing.writeHead(result.answer.status, result.headers);
        outgoing.end(result.answer.body);
      };
      if (result.delayMs > 1000) setTimeout(send, 300).unref();
      else send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen, faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
