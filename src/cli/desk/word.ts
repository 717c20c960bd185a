import { ConfigError, mustBe } from '../../kernel/index.ts';

/** A flag in dollars or points as whole hundredths. @throws ConfigError when it is no such number */
export const hundredths = (flag: string, text: string): number => {
  const value = Math.round(Number(text) * 100);
  if (!Number.isSafeInteger(value) || text.trim() === '' || Math.abs(Number(text) * 100 - value) > 1e-6) {
    throw new ConfigError('number', mustBe(flag, 'a number with at most two digits after the point', text, 'write it like 12.34'));
  }
  return value;
};

/** The reason of an operator's act. @throws ConfigError when there is none: it is kept in the journal for whoever asks later */
export const reasonOf = (text: string | undefined): string => {
  if (text === undefined || text.trim() === '') throw new ConfigError('reason', mustBe('--reason', 'a sentence', text, 'say why; it is kept in the journal'));
  return text.trim();
};
