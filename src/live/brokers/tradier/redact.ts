const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '');

/** Takes secrets out of text: each by value, as such, URL-encoded and in base64, and anything after `Bearer`. */
export type Redact = (text: string) => string;

/**
 * A redactor of the given secrets; account numbers keep their last four.
 *
 * @example redactor(['s3cr3t'], [])('Authorization: Bearer s3cr3t') // 'Authorization: Bearer [redacted]'
 */
export const redactor = (secrets: readonly string[], accounts: readonly string[]): Redact => {
  const forms = secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret), base64(secret)]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const form of longestFirst) clean = clean.replaceAll(form, '[redacted]');
    for (const account of accounts) if (account.length > 4) clean = clean.replaceAll(account, `...${account.slice(-4)}`);
    return clean.replace(/Bearer\s+(?!\[redacted\])\S+/gi, 'Bearer [redacted]');
  };
};
