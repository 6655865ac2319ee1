import type { TickTable } from "@hoga/krx";

/** The valid prices of a symbol's day, numbered from the lower limit (0) to the upper one (`size - 1`). Prices are whole won. */
export interface Grid {
  readonly lower: number;
  readonly upper: number;
  readonly size: number;
  /** The number of a valid price within the limits; -1 for any other price. */
  rungOf(price: number): number;
  /** The price of a number from 0 to `size - 1`. */
  priceOf(rung: number): number;
  /** The lowest valid price within the limits that is not below `price`, the highest that is not above it; the limit where there is none. */
  ceil(price: number): number;
  floor(price: number): number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly tick: number;
  /** The number of the price `from`. */
  readonly rung: number;
}

/** The grid between two price limits, both valid prices, under a table of ticks. Throws a RangeError when they are not. */
export function gridOf(table: TickTable, lower: number, upper: number): Grid {
  const pieces = piecesOf(table, lower, upper);
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) throw new RangeError(`no prices from ${lower} to ${upper}`);
  if (lower % first.tick !== 0 || upper % last.tick !== 0) {
    throw new RangeError(`price limits off the tick: ${lower} to ${upper}`);
  }
  const floor = (price: number): number => {
    let piece = first;
    for (const next of pieces) if (next.from <= price) piece = next;
    const below = piece.from + Math.floor((price - piece.from) / piece.tick) * piece.tick;
    return Math.min(Math.max(below, lower), piece.to);
  };
  return {
    lower,
    upper,
    size: last.rung + (last.to - last.from) / last.tick + 1,
    rungOf(price) {
      for (const { from, to, tick, rung } of pieces) {
        if (price > to) continue;
        const steps = (price - from) / tick;
        return steps >= 0 && Number.isInteger(steps) ? rung + steps : -1;
      }
      return -1;
    },
    priceOf(rung) {
      let piece = first;
      for (const next of pieces) if (next.rung <= rung) piece = next;
      return piece.from + (rung - piece.rung) * piece.tick;
    },
    // Prices are whole won: the lowest valid one that is not below a price is the next one above the highest that is below it.
    ceil(price) {
      const below = floor(price - 1);
      if (below >= price) return below;
      const piece = pieces.findLast(({ from }) => from <= below) ?? first;
      return below + piece.tick > piece.to ? pieces[pieces.indexOf(piece) + 1]?.from ?? upper : below + piece.tick;
    },
    floor,
  };
}

/** The stretches of one tick between the limits, each from its first valid price to its last. */
function piecesOf(table: TickTable, lower: number, upper: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = lower;
  let rung = 0;
  for (const [below, tick] of table) {
    if (from >= below) continue;
    if (from > upper) break;
    // A bound of the table is a multiple of the ticks on both its sides, so it is the first price of the next piece.
    const to = Math.min(Number.isFinite(below) ? below - tick : upper, upper);
    pieces.push({ from, to, tick, rung });
    rung += Math.floor((to - from) / tick) + 1;
    from = to + tick;
  }
  return pieces;
}
