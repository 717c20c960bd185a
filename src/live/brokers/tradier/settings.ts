import { ConfigError, mustBe } from '../../../kernel/index.ts';

/** Where and as whom the adapter talks. `token` is a secret: it appears in one header and nowhere else. */
export interface TradierSettings {
  /** Address up to and with `/v1`. */
  readonly baseUrl: string;
  readonly isSandbox: boolean;
  /** Real money: production only. */
  readonly isReal: boolean;
  readonly account: string;
  readonly token: string;
}

export const PRODUCTION_URL = 'https://api.tradier.com/v1';
export const SANDBOX_URL = 'https://sandbox.tradier.com/v1';

/** Whether an address is this machine's own, where a test listens. */
const isLoopback = (url: URL): boolean => url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);

/** @throws ConfigError unless the address is one of Tradier's two, or this machine's own */
const worldOf = (text: string): Pick<TradierSettings, 'baseUrl' | 'isSandbox' | 'isReal'> => {
  if (text === PRODUCTION_URL) return { baseUrl: text, isSandbox: false, isReal: true };
  if (text === SANDBOX_URL) return { baseUrl: text, isSandbox: true, isReal: false };
  if (URL.canParse(text) && isLoopback(new URL(text))) return { baseUrl: text.replace(/\/$/, ''), isSandbox: true, isReal: false };
  throw new ConfigError('tradier-url', mustBe('GAMMA_TRADIER_URL', `${PRODUCTION_URL} or ${SANDBOX_URL}`, text, 'no other host ever gets the key'));
};

const stated = (environment: Readonly<Record<string, string | undefined>>, name: string, what: string): string => {
  const value = environment[name]?.trim();
  if (value === undefined || value === '') throw new ConfigError('tradier-settings', mustBe(name, what, value, `set it in the environment; there is no default`));
  return value;
};

/**
 * Settings from the environment: `GAMMA_TRADIER_URL`, `GAMMA_TRADIER_ACCOUNT`, `GAMMA_TRADIER_TOKEN`.
 *
 * The address decides whether money is real; none is assumed. An address of this machine counts as a sandbox.
 * @throws ConfigError naming what is missing or wrong, without the token
 */
export const tradierSettings = (environment: Readonly<Record<string, string | undefined>>): TradierSettings => {
  const world = worldOf(stated(environment, 'GAMMA_TRADIER_URL', `${PRODUCTION_URL} or ${SANDBOX_URL}`));
  const account = stated(environment, 'GAMMA_TRADIER_ACCOUNT', 'the account number');
  if (!/^[A-Za-z0-9]{5,32}$/.test(account)) throw new ConfigError('tradier-settings', mustBe('GAMMA_TRADIER_ACCOUNT', 'letters and digits', account, 'copy it from the broker'));
  const token = stated(environment, 'GAMMA_TRADIER_TOKEN', 'the access token');
  if (/\s/.test(token)) throw new ConfigError('tradier-settings', mustBe('GAMMA_TRADIER_TOKEN', 'one word', 'text with blanks', 'copy it again'));
  return { ...world, account, token };
};
