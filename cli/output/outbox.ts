// Outbox rows for operators.
import type { OutboxList } from "../api/documents.ts";
import type { View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import { formatNumber } from "./money.ts";
import { formatTime } from "./time.ts";

export function printOutbox(rows: OutboxList["rows"], { columns: c }: Messages, view: View): void {
  view.table(
    [
      { title: c.service },
      { title: c.event },
      { title: c.subscriber },
      { title: c.attempts, align: "right" },
      { title: c.at },
      { title: c.lastError },
    ],
    rows.map((row) => [
      row.service,
      `${row.type} ${row.eventId}`,
      row.subscriber,
      formatNumber(row.attempts),
      formatTime(row.createdAt),
      row.lastError ?? "-",
    ]),
  );
}
