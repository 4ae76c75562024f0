import type { Log } from '../core/ports.ts';

const order = ['debug', 'info', 'warn', 'error'] as const;

/** A line of JSON an entry, on standard error, from a level upwards. */
export function createStderrLog(from: (typeof order)[number]): Log {
  return {
    write(level, event, fields = {}) {
      if (order.indexOf(level) < order.indexOf(from)) return;
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
    },
  };
}
