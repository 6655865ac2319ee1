// Korean: what is told of the event stream, and by `hoga watch`.
import type { watchEn } from "./watch_en.ts";

export const watchKo: typeof watchEn = {
  stream: {
    lost: (url) => `실시간 연결이 끊겼습니다: ${url}`,
  },

  watch: {
    nothing: "지켜볼 것이 없습니다: 종목이나 --orders를 주세요",
    tooMany: (count, max) => `한 번에 ${max}종목까지 지켜볼 수 있습니다 (입력: ${count}종목)`,
    started: "Ctrl-C로 끝냅니다.",
    lost: (message) => `${message} (다시 연결하는 중)`,
    back: "다시 연결되었습니다",
  },
};
