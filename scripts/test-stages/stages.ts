import { runHostStage } from './host-stage.ts';
import { runMocha, type Stage } from './stage.ts';

const minutes = 60_000;

/** Every kind of tests, in the order in which they run: the quickest answer first. */
export const stages: readonly Stage[] = [
  {
    name: 'unit',
    describe: 'units, contracts, scenarios, crashes, architecture',
    // The command line is tested as it is shipped.
    needs: ['build'],
    run: (context) =>
      runMocha({
        ...context,
        files: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/{arch,contract,crash,scenario,support}/**/*.test.ts'],
        testTimeoutMs: 30_000,
        timeoutMs: 10 * minutes,
        reporter: 'dot',
      }),
  },
  {
    name: 'webview',
    describe: 'the webviews in a real browser',
    needs: ['build', 'chromium'],
    run: (context) =>
      runMocha({
        ...context,
        files: ['test/webview/**/*.test.ts'],
        testTimeoutMs: 60_000,
        timeoutMs: 10 * minutes,
        reporter: 'spec',
      }),
  },
  {
    name: 'host',
    describe: 'inside the real extension host',
    needs: ['build', 'chromium', 'server'],
    run: runHostStage,
  },
  {
    name: 'e2e',
    describe: 'end to end in the real workbench',
    needs: ['build', 'chromium', 'server'],
    run: (context) =>
      runMocha({
        ...context,
        files: ['test/e2e/**/*.test.ts'],
        testTimeoutMs: 3 * minutes,
        timeoutMs: 25 * minutes,
        reporter: 'spec',
      }),
  },
];
