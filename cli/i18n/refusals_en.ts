// English: what is wrong with the command line, the settings or the way to the gateway.

export const refusalsEn = {
  usage: {
    unknownCommand: (name: string) => `There is no command "${name}"`,
    unknownOption: (flag: string) => `There is no option "${flag}"`,
    missingArgument: (name: string) => `The argument <${name}> is missing`,
    missingValue: (flag: string) => `The option ${flag} needs a value`,
    missingOption: (flag: string) => `The option ${flag} is missing`,
    missingVerb: (noun: string, verbs: string) => `${noun} needs one of: ${verbs}`,
    excessArguments: (expected: number, got: number) => `Too many arguments: ${expected} expected, ${got} given`,
    conflict: (one: string, other: string) => `${one} and ${other} cannot go together`,
    didYouMean: (name: string) => `did you mean ${name}?`,
    seeHelp: (command: string) => `see ${command} --help`,
    lang: (name: string, value: string) => `${name}: must be ko or en, not "${value}"`,
    choice: (name: string, value: string, choices: string) => `${name}: must be one of ${choices}, not "${value}"`,
    account: (value: string) => `--account: "${value}" cannot be an account`,
    noTerminal: "hoga opens its screen in a terminal. Without one, use its commands:",
  },

  input: {
    quantity: (value: string, max: string) =>
      `Quantity "${value}" is not valid: it must be a whole number of shares from 1 to ${max}`,
    price: (value: string, max: string) => `Price "${value}" is not valid: it must be whole won from 1 to ${max}`,
    count: (name: string, value: string, min: string, max: string) =>
      `${name}: "${value}" is not valid: it must be a whole number from ${min} to ${max}`,
    number: (name: string, value: string) => `${name}: "${value}" is not valid: it must be a number above 0`,
    date: (name: string, value: string) => `${name}: "${value}" is not a date; write it as 2025-03-14`,
    moment: (name: string, value: string) =>
      `${name}: "${value}" is not a time; write it as 2025-03-14 or 2025-03-14T09:00:00+09:00`,
    marketTime: (name: string, value: string) =>
      `${name}: "${value}" is not a time; write it as 10:30 or 2025-03-14T10:30:00+09:00`,
    bareDate: (name: string, value: string) =>
      `${name}: "${value}" is a date without a time; write it as 10:30 or ${value}T10:30:00+09:00`,
    timeOfDay: (name: string, value: string) => `${name}: "${value}" is not a time of day; write it as 09:00`,
    ratio: (name: string, value: string) =>
      `${name}: "${value}" is not a ratio of whole numbers from 1 to 10,000; write it as 5:1`,
    clock: (name: string, value: string) =>
      `${name}: "${value}" is not valid: it must be real, practice or a time such as 2025-03-14T08:50:00+09:00`,
    key: (value: string) =>
      `--key: "${value}" is not valid: it must be 1 to 255 printable ASCII characters without spaces`,
    symbol: (value: string) => `Symbol "${value}" is not valid: give a 6-character code or a name`,
    empty: (name: string) => `${name}: must not be empty`,
    noFile: (path: string) => `${path}: no such file`,
    noDirectory: (name: string, path: string) => `${name}: ${path} is not a directory`,
    unreadable: (path: string, why: string) => `${path}: cannot be read: ${why}`,
    nothingToAmend: "Nothing to change: give --limit, --stop or --qty",
    typePrices: "limit and conditional orders take --limit, stop orders --limit and --stop, the others neither",
    tapeNeedsReplay: "--tape: goes with --feed replay, not with --feed sim",
    replayNeedsTape: "--feed replay: needs --tape DIR",
  },

  config: {
    unknownKey: (key: string) => `There is no setting "${key}"`,
    badValue: (key: string, value: string, accepts: string) => `${key}: must be ${accepts}, not "${value}"`,
    broken: (path: string, key: string) => `${path}: "${key}" is not valid`,
    keys: (names: string) => `the settings are ${names}`,
    saved: (key: string, value: string) => `${key} = ${value}`,
    replayNeedsTape: "stack.feed = replay: needs stack.tape with a directory of days",
    removed: (key: string) => `${key} is back to its default`,
    path: { config: "Settings", watchlist: "Watchlist", data: "Data", apiKey: "API key", state: "State" },
  },

  connect: {
    badUrl: (name: string, value: string) => `${name}: "${value}" is not an http or https address`,
    noProfile: (name: string) => `HOGA_PROFILE: there is no profile "${name}"`,
    profileHint: (name: string) => `hoga config set profile.${name}.url https://…`,
    noKeyFile: (path: string) => `The API key file ${path} cannot be read`,
    unreachable: (url: string) => `Cannot reach ${url}`,
    unreachableHint: "check that it runs and that HOGA_API_URL is right, or unset it to use the embedded market",
    timeout: (url: string, seconds: string) => `${url} did not answer within ${seconds} s`,
    notHoga: (url: string) => `The answer of ${url} is not one that hoga knows`,
    notHogaHint: "is it a hoga gateway of this version?",
    failed: (url: string, status: number) => `${url} answered with HTTP ${status}`,
    starting: "Starting the market…",
    busy: (url: string) => `Another hoga owns this data directory: ${url}`,
    portTaken: (port: number) => `Port ${port} or one of the four after it is taken`,
    portHint: "--port 0 picks free ones",
    interrupted: "Interrupted",
  },
};
