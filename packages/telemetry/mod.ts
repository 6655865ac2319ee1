// What a running hoga tells about itself: one JSON line a log entry, and counters in Prometheus's text format.

/** Values of a log line. Never money orders' owners' secrets: keys and tokens have no place here. */
export type LogFields = Readonly<Record<string, unknown>>;
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** A log that writes one JSON line an entry to `write`, from `least` on. `now` is real time in epoch milliseconds. */
export function jsonLog(
  service: string,
  write: (line: string) => void,
  now: () => number,
  least: LogLevel = "info",
): Log {
  return (level, message, fields = {}) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
    write(JSON.stringify({ at: new Date(now()).toISOString(), level, service, message, ...fields }));
  };
}

/** A log that keeps nothing. */
export const silentLog: Log = () => {};

/** Counters and gauges of one service. */
export interface Metrics {
  /** Adds `by` to the counter `name` with `labels`. */
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  /** The counters, and `gauges` read just now, as Prometheus's text exposition. */
  text(gauges: Readonly<Record<string, number>>): string;
}

function seriesOf(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/** Makes the metrics of one service; every series carries the label `service`. */
export function createMetrics(service: string): Metrics {
  const counters = new Map<string, number>();
  return {
    count(name, labels = {}, by = 1) {
      const series = seriesOf(`hoga_${name}_total`, { service, ...labels });
      counters.set(series, (counters.get(series) ?? 0) + by);
    },
    text(gauges) {
      const lines = [...counters].map(([series, value]) => `${series} ${value}`);
      for (const [name, value] of Object.entries(gauges)) {
        lines.push(`${seriesOf(`hoga_${name}`, { service })} ${value}`);
      }
      return lines.join("\n") + "\n";
    },
  };
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace id of a W3C `traceparent`, or null when it is not one. */
export function traceIdOf(traceparent: string | undefined): string | null {
  return TRACEPARENT.exec(traceparent ?? "")?.[1] ?? null;
}

/** A new root `traceparent`, sampled, from 24 random bytes. */
export function newTraceparent(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `00-${hex.slice(0, 32)}-${hex.slice(32, 48)}-01`;
}
