/** The receiving end of one answer's body. */
export interface IncomingBody {
  readonly stream: ReadableStream<Uint8Array>;
  add(text: string): void;
  end(): void;
  fail(cause: unknown): void;
}

export interface IncomingBodyOptions {
  /** Called when the reader took a piece, so that the sender may send another. */
  readonly onTaken: () => void;
  /** Called when the reader wants no more. */
  readonly onCancel: () => void;
}

/** A body that is read piece by piece as it arrives; a piece counts as taken only when the reader asked for it. */
export function createIncomingBody({ onTaken, onCancel }: IncomingBodyOptions): IncomingBody {
  const encoder = new TextEncoder();
  const waiting: string[] = [];
  let ending: { readonly cause: unknown; readonly failed: boolean } | null = null;
  let wake: (() => void) | null = null;
  const settle = (): void => {
    wake?.();
    wake = null;
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (waiting.length === 0 && ending === null) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const piece = waiting.shift();
        if (piece !== undefined) {
          controller.enqueue(encoder.encode(piece));
          onTaken();
        } else if (ending?.failed === true) {
          controller.error(ending.cause);
        } else {
          controller.close();
        }
      },
      cancel() {
        waiting.length = 0;
        ending ??= { cause: null, failed: false };
        settle();
        onCancel();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    add(text) {
      // An empty piece would leave the reader's pull without data, so it is taken in here.
      if (text === '') onTaken();
      else if (ending === null) waiting.push(text);
      settle();
    },
    end() {
      ending ??= { cause: null, failed: false };
      settle();
    },
    fail(cause) {
      ending ??= { cause, failed: true };
      settle();
    },
  };
}
