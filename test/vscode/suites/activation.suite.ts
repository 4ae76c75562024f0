import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { api, services } from '../support/conductor.ts';

/** What activation may cost a person who only opens a window. */
const mostActivationMs = 50;

describe('activation', () => {
  it(`takes less than ${mostActivationMs} ms of our own code`, async () => {
    const { activationMs, activationCpuMs } = await api();
    console.log(`    activation: ${activationCpuMs.toFixed(1)} ms of the processor in ${activationMs.toFixed(1)} ms`);
    // Other processes on a busy machine lengthen the one and not the other.
    assert.ok(activationCpuMs > 0 && activationCpuMs < mostActivationMs, `it took ${activationCpuMs} ms`);
  });

  it('begins the agent host only when someone asks for it, once for all', async () => {
    const { hostLink } = await services();
    assert.equal(hostLink.isAsked, false);
    const begunMs = performance.now();
    const [first, second] = await Promise.all([hostLink.get(), hostLink.get()]);
    console.log(`    host: ${(performance.now() - begunMs).toFixed(0)} ms`);
    assert.equal(first, second);
    assert.equal((await first.fetch(new Request('http://h/health'))).status, 200);
  });
});
