import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Clock, ModelEvent, ModelMessage } from '../../../src/agents/core/ports.ts';
import { createLocalProvider } from '../../../src/agents/models/local/local-provider.ts';
import type { ContextItem } from '../../../src/agents/protocol/context-item.ts';
import { askProvider, attachment, textOf } from '../../support/ask-provider.ts';
import { createMemoryWorkspace } from '../../support/memory-workspace.ts';
import { loadFixture } from './load-fixture.ts';
import { scenarios, type Scenario, type ScenarioTurn } from './scenarios.ts';

const goldenFolder = path.join(import.meta.dirname, 'golden');
const fixture = loadFixture();

/** Time stands still, so that durations in a transcript are the same everywhere. */
const stillClock: Clock = {
  now: () => '2026-11-21T09:00:00.000Z',
  monotonicMs: () => 0,
  sleep: () => Promise.resolve(),
};

function attach(place: string): ContextItem {
  const [file = '', range] = place.split(':');
  const lines = (fixture[file] ?? assert.fail(`no ${file} in the fixture`)).split('\n');
  const [startLine, endLine] = range === undefined ? [1, lines.length] : range.split('-').map(Number);
  const text = lines.slice((startLine ?? 1) - 1, endLine).join('\n');
  const kind = range === undefined ? 'file' : 'selection';
  return attachment(file, text, { kind, startLine: startLine ?? 1, endLine: endLine ?? 1 });
}

function render(events: readonly ModelEvent[]): string {
  const lines: string[] = [];
  let text = '';
  for (const event of events) {
    if (event.type === 'text') text += event.delta;
    else if (event.type === 'tool_call') lines.push(`· ${event.name} ${event.title}`);
    else if (event.type === 'tool_result') lines.push(`·   ${event.ok ? 'ok' : 'failed'}: ${event.summary}`);
    else if (event.type === 'notice') lines.push(`· notice: ${event.message}`);
    else if (event.type === 'finish') lines.push(`· finish: ${event.reason}`);
    else if (event.type === 'failed') lines.push(`· failed: ${event.error.code} ${event.error.message}`);
  }
  return `${lines.join('\n')}\n\n${text}\n`;
}

async function play({ turns, hasWorkspace = true }: Scenario): Promise<string> {
  const workspace = createMemoryWorkspace(hasWorkspace ? fixture : {}, { name: hasWorkspace ? 'courier' : null });
  const provider = createLocalProvider({ workspace, clock: stillClock, wordsPerSecond: 0 });
  const messages: ModelMessage[] = [];
  const parts: string[] = [];
  for (const turn of turns) {
    const message = toMessage(turn);
    const events = await askProvider(provider, turn.words, { ...message, earlier: messages });
    assert.equal(events.at(-1)?.type, 'finish');
    parts.push(
      `# ${turn.intent ?? 'ask'}: ${turn.words}${turn.attach === undefined ? '' : ` [${turn.attach}]`}\n\n${render(events)}`,
    );
    messages.push(message, { role: 'assistant', content: textOf(events), intent: 'ask', context: [] });
  }
  return parts.join('\n');
}

function toMessage({ words, intent = 'ask', attach: place }: ScenarioTurn): ModelMessage {
  return { role: 'user', content: words, intent, context: place === undefined ? [] : [attach(place)] };
}

describe('conversations with the built-in model', () => {
  for (const scenario of scenarios) {
    it(scenario.name, async () => {
      const file = path.join(goldenFolder, `${scenario.name}.golden.md`);
      const actual = await play(scenario);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(goldenFolder, { recursive: true });
        writeFileSync(file, actual);
      }
      assert.ok(existsSync(file), `${file} is missing; UPDATE_GOLDEN=1 writes it`);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }
});
