/** What of a ledger's line says which sessions a plan was tried on. */
interface Tried {
  readonly planHash: string;
  readonly to?: string;
}

/**
 * The last session any other plan was tried on: later ones cannot have chosen this plan.
 *
 * @param ledger every trial of the dataset, whatever its content was at the time
 * @returns undefined when no other plan was tried, so that nothing shows the sessions were held out, or when a line does not say
 */
export const triedUntil = (ledger: readonly Tried[], planHash: string): string | undefined => {
  const others = ledger.filter((entry) => entry.planHash !== planHash);
  if (others.length === 0 || others.some(({ to }) => to === undefined)) return undefined;
  return others.reduce((last, { to = '' }) => (to > last ? to : last), '');
};
