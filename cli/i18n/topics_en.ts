// English: what `hoga help TOPIC` tells.

/** Something to know about hoga as a whole: names with what each means, then sentences. */
export interface Topic {
  readonly title: string;
  readonly entries: readonly (readonly [name: string, meaning: string])[];
  readonly notes: readonly string[];
}

const environment: Topic = {
  title: "Environment variables",
  entries: [
    [
      "HOGA_API_URL",
      "address of a hoga server; without it the embedded market is used, and started when it does not run",
    ],
    ["HOGA_API_KEY", "key to sign in with at that server"],
    ["HOGA_PROFILE", "profile of the settings to use: profile.NAME.url and profile.NAME.key_file"],
    ["HOGA_HOME", "directory of all files of hoga, in place of the XDG directories"],
    ["HOGA_LANG", "language: ko or en; without it the setting, then the locale"],
    ["HOGA_CLOCK", "clock of the embedded market: real, practice or an ISO time"],
    ["HOGA_DELIVERY", "how the embedded services deliver events: direct or qstash"],
    ["HOGA_PAGER", "program for long output, before the setting pager and PAGER; cat for none"],
    ["HOGA_DEBUG", "any text: failures show where in the program they happened"],
    ["NO_COLOR", "any text: no color"],
    ["DATABASE_URL", "Postgres to use in place of the embedded database; ORDER_DATABASE_URL and so on for one service"],
  ],
  notes: ["A flag wins over a variable, a variable over a setting (hoga config), a setting over the default."],
};

const exitCodes: Topic = {
  title: "Exit codes",
  entries: [
    ["0", "done"],
    ["1", "unexpected failure, a check that failed, or a question that was answered with no"],
    ["2", "wrong command line or invalid input: nothing was done"],
    ["3", "not signed in, or not allowed"],
    ["4", "refused by the rules of trading; the reason is in the output"],
    ["5", "service unavailable: worth trying again"],
    ["130", "interrupted by Ctrl-C or a signal"],
  ],
  notes: [
    'With --json a failure is the document {"error":{"code","message","retryable","hint"}} on stdout; otherwise it is one line on stderr.',
    "A reader who leaves early, as head does, and a pager that is left early are no failures: the exit code is 0.",
  ],
};

const output: Topic = {
  title: "Output",
  entries: [
    ["--json", "one JSON document on stdout and nothing else; watch prints one on each line"],
    ["--query EXPR", "only the part of that document which a JMESPath expression names (https://jmespath.site)"],
    [
      "--query EXPR --raw",
      "that part as bare text: no quotes, one line for each element of a list; failures go to stderr",
    ],
    ["--quiet", "no hints; of what was changed only the id"],
    ["--no-color", "no color; it is also off without a terminal and where NO_COLOR is set"],
    ["--no-pager", "long output is not paged; without a terminal and with --json it never is"],
    ["--all", "every row of a list, however many pages they take"],
  ],
  notes: [
    "In documents money is whole won and times are ISO 8601 with +09:00, in every language.",
    "hoga portfolio --query totals.netAssets --raw",
    "hoga order list --query \"orders[?side=='buy'].id\" --raw",
    "hoga quote 005930 000660 --query 'quotes[].{symbol: symbol, last: last}'",
  ],
};

export const topicsEn = { environment, "exit-codes": exitCodes, output };
