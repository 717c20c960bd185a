import type { Right } from '../../market/index.ts';
import { defineChainFormat } from '../define-chain-format.ts';
import { screening } from '../screen.ts';
import { minuteOf, numberOf } from '../table.ts';

const columns = ['date', 'time_et', 'spx', 'strike', 'call_mid', 'put_mid'];

/** A panel of 0DTE middles taken from trade bars: no bid, no ask, no open interest. */
export const spxwMidpoints = defineChainFormat({
  id: 'spxw-midpoints',
  title: 'SPXW 0DTE midpoint panel (date, time, index, strike, call and put middle)',
  grade: 'recorded-mids',
  quotes: 'mids',
  stamp: { at: 'end', zone: 'America/New_York' },
  header: columns.join(','),
  sniff: (head) => head[0] === columns.join(','),
  open: (source, sink) => {
    const screen = screening(source.name, sink);
    return {
      row: ([date, time, spx, strike, callMid, putMid]) => {
        const both: readonly (readonly [Right, string])[] = [['put', putMid], ['call', callMid]];
        for (const [right, mid] of both) {
          const price = numberOf(mid);
          if (mid === '') sink.skip('no-quote');
          else {
            screen({
              root: 'SPXW', date, minute: minuteOf(time), expiry: date, right, strike: numberOf(strike),
              bid: price, ask: price, spot: numberOf(spx), openInterest: Number.NaN,
            });
          }
        }
      },
    };
  },
});
