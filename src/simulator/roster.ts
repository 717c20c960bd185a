/** Where a row of the roster is put to the test. */
export type Proof =
  /** Inside simulated days; counted. */
  | { readonly kind: 'simulated' }
  /** In a test of its own, over loopback, real files or real processes. */
  | { readonly kind: 'test'; readonly file: string };

export interface FaultRow {
  readonly row: number;
  readonly name: string;
  readonly proof: Proof;
}

const simulated = (row: number, name: string): FaultRow => ({ row, name, proof: { kind: 'simulated' } });
const tested = (row: number, name: string, file: string): FaultRow => ({ row, name, proof: { kind: 'test', file } });

/** Every fault the runner must survive, by number. Simulated rows are counted each time they strike. */
export const faultRoster: readonly FaultRow[] = [
  simulated(1, 'an order timed out and was accepted'),
  simulated(2, 'an order timed out and never arrived'),
  simulated(3, 'the connection was reset after the order was sent'),
  simulated(4, 'a server error answered an order, accepted or not'),
  simulated(5, 'a web page with status 200 answered an order'),
  simulated(6, 'the rate limit answered an order'),
  simulated(7, 'an order stayed invisible for minutes'),
  simulated(8, 'success without an id, torn JSON, or errors with status 200'),
  simulated(9, 'one bare entry instead of a list'),
  simulated(10, 'an empty list written as text, or its key absent'),
  simulated(11, 'a web page answered a read'),
  simulated(12, 'a read was refused for its key'),
  simulated(13, 'the rate limit answered a read'),
  simulated(14, 'an answer took nine seconds, or never came'),
  simulated(15, 'quotes stood still while the market was open'),
  simulated(16, 'a leg was crossed'),
  simulated(17, 'a leg was missing, or had no bid'),
  tested(18, 'numbers as text, infinite, negative', 'test/live/tradier/responses.test.ts'),
  tested(19, 'the AM-settled series among the rows', 'test/live/tradier/responses.test.ts'),
  simulated(20, 'rows repeated, out of order or skipped'),
  tested(21, 'legs with huge widths', 'test/properties'),
  simulated(22, 'no open interest'),
  tested(23, 'greeks missing or a session old', 'test/live/tradier/responses.test.ts'),
  simulated(24, 'no VIX'),
  simulated(25, 'a half day'),
  simulated(26, 'the first session after clocks go forward'),
  simulated(27, 'the first session after clocks go back'),
  tested(28, 'time stamps in the wrong unit or without zone', 'test/live/tradier/responses.test.ts'),
  tested(29, 'a holiday or weekend', 'test/cli'),
  simulated(30, 'buying power not stated'),
  simulated(31, 'the credit fell away before the order arrived'),
  simulated(32, 'a market-wide halt of fifteen minutes'),
  simulated(33, 'an entry filled in part'),
  simulated(34, 'an exit filled in part'),
  simulated(35, 'a cancel raced a fill'),
  simulated(36, 'one leg reported later than the other'),
  simulated(37, 'the desk or a human broke a spread'),
  simulated(38, 'exits were rejected again and again'),
  simulated(39, 'spreads widened fourfold in the last hour'),
  tested(40, 'two exits fired on one row', 'test/strategy'),
  simulated(41, 'a settlement at a strike, or a cent from it'),
  simulated(42, 'an entry was rejected for margin'),
  simulated(43, 'the balance file vanished'),
  simulated(44, 'the balance file was half written or of the wrong kind'),
  simulated(45, 'the balance file was edited'),
  simulated(46, 'the process was killed at a crash point'),
  simulated(47, 'killed while one of two positions was closing'),
  simulated(48, 'two spreads shared a strike'),
  simulated(49, 'killed after the order was sent, before its answer'),
  simulated(50, 'the last line of the journal was torn'),
  simulated(51, 'a bit flipped inside the journal'),
  tested(52, 'two processes for one account', 'test/live/kills.test.ts'),
  simulated(53, 'asked to stop in mid-session'),
  simulated(54, 'the journal disk was full'),
  tested(55, 'the log disk was full', 'test/cli'),
  tested(56, 'the plan was edited after promotion', 'test/cli'),
  simulated(57, 'the certificate expired in mid-session'),
  tested(58, 'key, account and address of different worlds', 'test/live/tradier/adapter.test.ts'),
  tested(59, 'the health address was down', 'test/cli'),
  simulated(60, 'the clock jumped'),
  tested(61, 'the key echoed in an answer', 'test/live/tradier/adapter.test.ts'),
  simulated(62, 'equity far below the halt'),
  simulated(63, 'equity within a cent of the halt'),
  tested(64, 'an exception inside a rule', 'test/live'),
  simulated(65, 'an operator\'s file appeared'),
  tested(66, 'printed thresholds against acted ones', 'test/properties'),
  simulated(67, 'the daily loss limit was crossed'),
  simulated(68, 'a plan asked for more contracts than the cap'),
  tested(69, 'statistics without a win, a loss or an edge', 'test/strategy'),
  tested(70, 'records of another version', 'test/live'),
  simulated(71, 'a stranger traded the account'),
  simulated(72, 'the process stalled'),
  simulated(73, 'the line was cut for half an hour'),
  simulated(74, 'a sync failed'),
  tested(75, 'the edge was gone', 'test/live'),
  simulated(76, 'all of it at random'),
];

/** How often each simulated row struck. */
export type FaultCounts = Uint32Array;

export const noCounts = (): FaultCounts => new Uint32Array(faultRoster.length + 1);
