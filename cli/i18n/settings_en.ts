// English: the settings, and what each is for.

export const settingsEn = {
  setting: {
    name: "Setting",
    value: "Value",
    accepts: "Accepts",
    about: "What it does",
    usual: (value: string) => `${value} (default)`,
    aboutOf: {
      lang: "language; without it the locale's",
      account: "account that commands use; without it the first one",
      confirm: "ask before an order is placed",
      color: "color of commands",
      pager: "program for long output; without it PAGER, then less",
      theme: "colors of the screen: up is red, up is green, for the color-blind, none",
      glyphs: "characters that the screen draws with",
      mouse: "mouse on the screen",
      motion: "flash what has changed on the screen",
      profile: "profile that commands use; without it the embedded market",
      "profile.NAME.url": "address of a server",
      "profile.NAME.key_file": "file with the API key for it",
      "stack.clock": "clock of the embedded market",
      "stack.speed": "how many times faster that clock runs",
      "stack.feed": "where its prices come from",
      "stack.tape": "directory of days to replay; where kis and yahoo record",
      "stack.seed": "seed of the simulated market",
    } as Readonly<Record<string, string>>,
  },
};
