// A line on the terminal while something takes long: it appears after a second and disappears when the thing is done.
import type { Host } from "../host.ts";
import type { Messages } from "../i18n/mod.ts";
import { sentenceWidth } from "./width.ts";

export interface Progress {
  /** Tells what goes on from now until the returned function is called. What began last is shown. */
  begin(label: string): () => void;
  /** Makes room for other output; the line comes back as long as something goes on. */
  hide(): void;
}

const SHOWN_AFTER_MS = 1_000;
const ERASE = "\r\x1b[K";

/** The progress line of stderr. Without a terminal there, or unless it `isWanted`, nothing is ever shown. */
export function createProgress(host: Host, t: Messages, isWanted: boolean): Progress {
  if (!isWanted || !host.isTty.stderr || host.env["TERM"] === "dumb") return { begin: () => () => {}, hide: () => {} };
  const labels: string[] = [];
  let startedAt = 0;
  let isVisible = false;
  let cancel = () => {};

  function hide() {
    if (isVisible) host.writeErr(ERASE);
    isVisible = false;
  }
  function draw() {
    const label = labels.at(-1);
    if (label === undefined) return;
    const seconds = Math.floor((host.now() - startedAt) / 1_000);
    const line = seconds > 1 ? `${label} ${t.progress.after(seconds)}` : label;
    // A line that wraps could not be erased.
    if (sentenceWidth(line) < host.columns()) {
      host.writeErr(`${ERASE}${line}`);
      isVisible = true;
    }
  }
  function tick() {
    draw();
    cancel = host.after(SHOWN_AFTER_MS, tick);
  }
  return {
    hide,
    begin(label) {
      labels.push(label);
      if (isVisible) draw();
      else if (labels.length === 1) {
        startedAt = host.now();
        cancel = host.after(SHOWN_AFTER_MS, tick);
      }
      let goesOn = true;
      return () => {
        if (!goesOn) return;
        goesOn = false;
        labels.splice(labels.lastIndexOf(label), 1);
        if (labels.length > 0) {
          if (isVisible) draw();
          return;
        }
        cancel();
        hide();
      };
    },
  };
}
