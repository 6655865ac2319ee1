// hoga portfolio
import type { Command } from "commander";
import type { Position } from "../api/documents.ts";
import type { Context, View } from "../context.ts";
import type { Messages } from "../i18n/mod.ts";
import {
  formatNumber,
  formatOptional,
  formatRate,
  formatSigned,
  formatSignedWon,
  formatWon,
  toned,
} from "../output/money.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "portfolio", ctx.t.help.portfolio, [
    "hoga portfolio",
    "hoga portfolio --json",
    "hoga portfolio --query totals.netAssets --raw",
  ]).action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const portfolio = await (await ctx.api()).portfolio();
  const { cash, totals } = portfolio;
  const p = ctx.t.portfolio;
  const won = (value: number) => formatWon(value, ctx.t);
  const signed = (value: number) => toned(formatSignedWon(value, ctx.t), value);
  await ctx.emit(portfolio, (view) => {
    view.fields([
      [p.account, portfolio.accountId],
      [p.netAssets, won(totals.netAssets)],
      [p.cash, won(cash.balance), p.cashText(won(cash.available), won(cash.held))],
      [p.settled, [cash.settled, cash.settledD1, cash.settledD2].map(won).join(" / ")],
      [p.withdrawable, won(cash.withdrawable)],
      [p.marketValue, won(totals.marketValue)],
      [p.unrealized, signed(totals.unrealizedPnl)],
      [p.realized, signed(totals.realizedPnl)],
    ]);
    view.line("");
    if (portfolio.positions.length === 0) view.line(p.noPositions);
    else printPositions(portfolio.positions, ctx.t, view);
  });
}

function printPositions(positions: readonly Position[], { columns: c }: Messages, view: View): void {
  view.table(
    [
      { title: c.symbol },
      { title: c.name },
      { title: c.quantity, align: "right" },
      { title: c.sellable, align: "right" },
      { title: c.averageCost, align: "right" },
      { title: c.last, align: "right" },
      { title: c.marketValue, align: "right" },
      { title: c.pnl, align: "right" },
      { title: c.pnlRate, align: "right" },
    ],
    positions.map((position) => [
      position.symbol,
      position.name,
      formatNumber(position.quantity),
      formatNumber(position.sellable),
      formatNumber(position.averageCost),
      formatOptional(position.last),
      formatNumber(position.marketValue),
      toned(formatSigned(position.unrealizedPnl), position.unrealizedPnl),
      toned(formatRate(position.unrealizedReturn), position.unrealizedPnl),
    ]),
  );
}
