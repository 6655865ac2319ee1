// What would become of an order, given what the account has.
import { type OrderPreview, refuse, type StoredPortfolio, type StoredPreview } from "@hoga/contracts";
import type { z } from "zod";
import type { NameOf } from "../names.ts";

/** The preview with what is available before and after; an order that more is needed for than there is would be rejected. */
export function previewDocument(
  preview: StoredPreview,
  portfolio: StoredPortfolio,
  nameOf: NameOf,
): z.infer<typeof OrderPreview> {
  const isBuy = preview.side === "buy";
  const position = portfolio.positions.find((one) => one.symbol === preview.symbol);
  const availableBefore = isBuy ? portfolio.cash.available : (position?.quantity ?? 0) - (position?.held ?? 0);
  const availableAfter = availableBefore - preview.held.amount;
  const document = { ...preview, name: nameOf(preview.symbol), availableBefore, availableAfter };
  if (availableAfter >= 0) return { ...document, reason: null };
  const needed = preview.held.amount.toLocaleString("en-US");
  const available = availableBefore.toLocaleString("en-US");
  const { code, message } = isBuy
    ? refuse("insufficient_cash", `Not enough cash: ${needed} won are needed and ${available} are available`)
    : refuse("insufficient_shares", `Not enough shares: ${needed} are needed and ${available} can be sold`);
  return { ...document, wouldBe: "rejected", reason: { code, message } };
}
