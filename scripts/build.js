import { ensureBuilt } from './ensure.js';

ensureBuilt();
