// English: what is told of the event stream, and by `hoga watch`.

export const watchEn = {
  stream: {
    lost: (url: string) => `The event stream of ${url} broke off`,
  },

  watch: {
    nothing: "Nothing to watch: give symbols, --orders or both",
    tooMany: (count: number, max: number) => `At most ${max} symbols can be watched at once, not ${count}`,
    started: "Ctrl-C ends it.",
    lost: (message: string) => `${message}; trying to connect again`,
    back: "Connected again",
  },
};
