// The width of hoga's own sentences, without loading a table of every character there is.

/** Cells that a line takes in the terminal. Our sentences hold no other wide characters than Hangul and full-width signs. */
export function sentenceWidth(text: string): number {
  return text.length + (text.match(/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]/g)?.length ?? 0);
}
