/**
 * Deadlines, retries and errors of every call. Around the transport and not an
 * interceptor, because each attempt has to be told how much time is left.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { RefundError } from "./error.js";

const MAX_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2000;

/**
 * A transport whose calls have a deadline and throw `RefundError`. Every rpc is
 * idempotent by its key, so each may be sent again: four times while the gateway
 * answers UNAVAILABLE or is lost, and until the deadline while nobody listens.
 */
export function persistent(transport: Transport, defaultTimeoutMs: number, isOpen: () => boolean): Transport {
  return {
    async unary(method, signal, timeoutMs = defaultTimeoutMs, header, message, contextValues) {
      // As everywhere in Connect, a timeout of 0 is none.
      const deadline = timeoutMs > 0 ? performance.now() + timeoutMs : Infinity;
      for (let attempt = 1; ; attempt++) {
        if (!isOpen()) throw new RefundError(new ConnectError("the gateway was closed", Code.Canceled));
        const left = deadline === Infinity ? 0 : Math.max(1, Math.ceil(deadline - performance.now()));
        try {
          return await transport.unary(method, signal, left, header, message, contextValues);
        } catch (error) {
          if (!(error instanceof ConnectError)) throw error;
          const failure = isOpen() && !signal?.aborted && isLost(error) ? unavailable(error) : error;
          const again = failure.code === Code.Unavailable && (attempt < MAX_ATTEMPTS || isAway(failure));
          const pause = pauseAfter(attempt);
          if (!again || performance.now() + pause >= deadline) throw new RefundError(failure);
          await sleep(pause, undefined, { signal }).catch((reason: unknown) => {
            throw new RefundError(ConnectError.from(reason, Code.Canceled));
          });
        }
      }
    },
    // The contract has no streams.
    stream: transport.stream.bind(transport),
  };
}

/** Exponential, and spread so that callers do not come back all at once. */
function pauseAfter(attempt: number): number {
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)) * (0.8 + 0.4 * Math.random());
}

/**
 * Whether the connection failed before the gateway's status came. Connect has
 * several codes for that; gRPC has UNAVAILABLE.
 */
function isLost(error: ConnectError): boolean {
  if (error.metadata.has("grpc-status")) return false;
  return error.code === Code.Canceled || nodeError(error)?.code !== undefined;
}

/** Whether nobody listens, as while the gateway is started anew. */
function isAway(error: ConnectError): boolean {
  return nodeError(error)?.syscall === "connect";
}

function nodeError(error: ConnectError): NodeJS.ErrnoException | undefined {
  return error.cause instanceof Error ? error.cause : undefined;
}

function unavailable(error: ConnectError): ConnectError {
  return new ConnectError(error.rawMessage, Code.Unavailable, error.metadata, undefined, error.cause);
}
