/**
 * Runs a script's work: its number is the exit code, and what it throws is told in words. A signal ends the script at
 * once, and with it what it started, unless the work `handlesSignals` itself.
 */
export async function runScript(work: () => Promise<number>, { handlesSignals = false } = {}): Promise<void> {
  if (!handlesSignals) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  }
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
