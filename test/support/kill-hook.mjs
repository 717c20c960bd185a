// Preloaded into the program: kills the process at the n-th call of one function of node:fs, without warning.
// The process that plays the broker inherits it and is left alone: a broker does not die with its client.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [name, when, at] = (process.env.GAMMA_TEST_KILL ?? '').split(':');
const real = fs[name];
let left = Number(at);
const die = () => process.kill(process.pid, 'SIGKILL');

const isProgram = process.argv[1]?.endsWith('gamma.js') === true;

if (isProgram) fs[name] = (...args) => {
  if (--left > 0) return real(...args);
  if (when === 'torn') real(args[0], args[1].subarray(0, args[1].length >> 1));
  if (when === 'after') real(...args);
  die();
  return real(...args);
};
syncBuiltinESMExports();
