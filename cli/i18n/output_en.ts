// English: units, and what is told of the output itself.

export const outputEn = {
  unit: {
    won: (amount: string) => `₩${amount}`,
    shares: (count: string) => `${count} ${count === "1" ? "share" : "shares"}`,
    sharesOf: (count: string, symbol: string) => `${count} ${count === "1" ? "share" : "shares"} of ${symbol}`,
    /** From Sunday on. */
    weekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
  },

  query: {
    unfinished: (text: string) => `--query: "${text}" is not finished`,
    wrong: (text: string, at: number, rest: string) => `--query: "${text}" goes wrong at character ${at}: ${rest}`,
    unknownFunction: (name: string) => `--query: there is no function ${name}`,
    singleEquals: (text: string) => `--query: "${text}" has a single =; == compares`,
    failed: (why: string) => `--query: ${why}`,
    done: "the command itself was done",
    help: "see hoga help output",
    rawAlone: "--raw goes with --query",
    rawExample: "hoga portfolio --query totals.netAssets --raw",
  },

  paging: {
    stopped: (rows: string, cursor: string) => `stopped after ${rows} rows; the rest: --cursor ${cursor}`,
    loop: (cursor: string) => `The server leads back to a page that it has given: ${cursor}`,
  },

  /** What to do after a failure. */
  next: {
    search: "hoga search TEXT finds instruments",
    accounts: "hoga account list shows your accounts",
    orders: "hoga order list shows your orders",
    signIn: "hoga login, or set HOGA_API_KEY",
    environment: "see hoga help environment",
    file: "correct the file or remove it",
    doctor: "hoga doctor finds out what is wrong",
  },

  progress: {
    request: "Waiting for an answer…",
    order: "Waiting for the order's outcome…",
    import: "Importing…",
    pages: "Fetching every page…",
    after: (seconds: number) => `${seconds} s`,
  },
};
