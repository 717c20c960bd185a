import { settlementDebit, settlementFees } from '../../execution/index.ts';
import { heldContracts } from '../state/account.ts';
import { heldToday } from '../state/book.ts';
import type { Run } from './context.ts';
import { minuteNow, tell, write } from './context.ts';
import { reconcile } from './reconcile.ts';
import { openOrders, syncOrders } from './sync.ts';

/** Books cash settlement of everything still held, at the official value. */
const settle = (run: Run, settlement: number): void => {
  for (const position of heldToday(run.state)) {
    const contracts = heldContracts(position);
    const { spread } = position.decided;
    const debit = settlementDebit(spread, settlement);
    const fees = contracts * settlementFees(run.settings.execution.fees, spread, settlement);
    write(run, { kind: 'settled', position: position.id, contracts, settlement, debit, fees });
    run.ports.log('settled', { position: position.id, contracts, settlement, debit: debit / 100, fees: fees / 100 });
  }
};

const close = (run: Run, isReconciled: boolean): void => {
  const { state } = run;
  const trades = state.concluded.filter(({ position }) => position.session === state.session).length;
  const orders = [...state.orders.values()].filter(({ session }) => session === state.session).length;
  write(run, {
    kind: 'sessionClosed', equity: state.equity, cash: Number.isNaN(state.cash) ? null : state.cash, trades, orders,
    rows: run.today.day().rows, reconciled: isReconciled,
  });
  run.ports.log('sessionClosed', { equity: state.equity / 100, trades, orders, reconciled: isReconciled });
};

/**
 * Ends the session once the broker has said how every order ended and the official settlement is known.
 *
 * @returns whether the session is closed
 */
export const finishSession = async (run: Run): Promise<boolean> => {
  const { isHealthy } = await syncOrders(run);
  const isLate = minuteNow(run) >= run.settings.context.closeMinute + run.settings.settleWithin;
  const settlement = run.latest?.settlement;
  const isKnown = isHealthy && openOrders(run).length === 0;
  if (isKnown && settlement !== undefined) settle(run, settlement);
  const isFlat = heldToday(run.state).length === 0;
  if (isKnown && (isFlat || isLate) && (settlement !== undefined || isFlat)) {
    const isReconciled = (await reconcile(run)) || (await reconcile(run));
    if (!isReconciled && !isLate) return false;
    if (!isReconciled) tell(run, { kind: 'unreconciled', text: `${run.state.session} closed without agreement with the broker` });
    close(run, isReconciled);
    return true;
  }
  if (!isLate) return false;
  tell(run, { kind: 'unreconciled', text: `${run.state.session} closed with orders or positions not accounted for` });
  close(run, false);
  return true;
};
