import type * as vscode from 'vscode';
import type { Log } from '../../agents/core/ports.ts';

/** The host's log in the editor's output channel, whose level the person chooses. */
export function createChannelLog(channel: vscode.LogOutputChannel): Log {
  return {
    write(level, event, fields) {
      const words = fields === undefined ? event : `${event} ${JSON.stringify(fields)}`;
      channel[level](words);
    },
  };
}
