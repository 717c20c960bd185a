import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, mustBe, RefusedError } from '../../kernel/index.ts';

/** Where the signing key lives: outside the project. `GAMMA_KEYS` moves it. */
export const keyFolder = (): string => process.env.GAMMA_KEYS ?? join(homedir(), '.config', 'gamma');

const privateFile = (): string => join(keyFolder(), 'promote.key');
const publicFile = (): string => join(keyFolder(), 'promote.pub');

const fingerprint = (pem: string): string => createHash('sha256').update(pem).digest('hex').slice(0, 16);

/**
 * Makes the key pair, once.
 *
 * @returns the public key's fingerprint @throws ConfigError when there is one: certificates hang on it
 */
export const makeKeys = (): string => {
  if (existsSync(privateFile()) || existsSync(publicFile())) {
    throw new ConfigError('key-exists', mustBe(keyFolder(), 'without a key', privateFile(), 'certificates hang on it; move it away to start anew'));
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  mkdirSync(keyFolder(), { recursive: true, mode: 0o700 });
  const open = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  writeFileSync(privateFile(), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), { mode: 0o600, flag: 'wx' });
  writeFileSync(publicFile(), open, { mode: 0o644, flag: 'wx' });
  return fingerprint(open);
};

const read = (path: string): string => {
  if (!existsSync(path)) throw new ConfigError('key-missing', mustBe(path, 'there', 'nothing', 'make it once with gamma promote --init'));
  return readFileSync(path, 'utf8');
};

/** Signs a text. @throws ConfigError when there is no key, or others may read it */
export const signText = (text: string): { readonly signature: string; readonly key: string } => {
  const pem = read(privateFile());
  if ((statSync(privateFile()).mode & 0o077) !== 0) throw new ConfigError('key-open', mustBe(privateFile(), 'readable by its owner alone', 'others too', `run chmod 600 ${privateFile()}`));
  return { signature: sign(null, Buffer.from(text), createPrivateKey(pem)).toString('base64'), key: fingerprint(read(publicFile())) };
};

/** Whether the key of this machine is the one named and made a signature. @throws RefusedError (6) when there is no public key to tell by */
export const isSignedHere = (text: string, signature: string, key: string): boolean => {
  if (!existsSync(publicFile())) {
    throw new RefusedError('key-missing', mustBe(publicFile(), 'the public key of the machine that promoted', 'nothing', 'copy promote.pub from there, or name its folder with GAMMA_KEYS'), 6);
  }
  const pem = read(publicFile());
  const bytes = Buffer.from(signature, 'base64');
  return key === fingerprint(pem) && bytes.toString('base64') === signature && verify(null, Buffer.from(text), createPublicKey(pem), bytes);
};
