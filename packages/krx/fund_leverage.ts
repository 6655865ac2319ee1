/** A multiple written out before or after its direction, such as 2X, 2배 or 3 X. */
const MULTIPLE = /([2-9])\s*(?:X(?![A-Z0-9])|배)/i;

/**
 * The multiple of its index that a fund or note follows, by its Korean name: 레버리지 is 2, 인버스 -1 and 인버스2X -2, and a
 * multiple written out counts (3X 레버리지 is 3); 1 where the name says nothing. Whether the instrument is a fund at all is for
 * the caller to know.
 */
export function leverageOfName(nameKo: string): number {
  const isInverse = nameKo.includes("인버스");
  const isLeveraged = nameKo.includes("레버리지");
  if (!isInverse && !isLeveraged) return 1;
  const written = MULTIPLE.exec(nameKo)?.[1];
  const multiple = written === undefined ? (isLeveraged ? 2 : 1) : Number(written);
  return isInverse ? -multiple : multiple;
}
