// English: signing in, and API keys.

export const accessEn = {
  login: {
    askUrl: (known: string | undefined) => known === undefined ? "Server: " : `Server [${known}]: `,
    askKey: "API key (not shown): ",
    noUrl: "Which server? Give its address",
    urlHint: "hoga login https://hoga.example.com",
    badUrl: (value: string) => `"${value}" is not an http or https address`,
    badName: (value: string) => `--name: "${value}" is not valid: letters, digits, - and _, at most 40`,
    noKey: "No API key was given",
    keyHint: "type it, pipe it in (hoga login URL < FILE) or name its file (--key-file FILE)",
    badKey: (length: number) =>
      `This is no API key: it must be one word of printable ASCII characters (${length} were given)`,
    refusedHint: "was it copied whole, and is it a key of this server?",
    done: (url: string, user: string, lastFour: string, profile: string) =>
      `Signed in to ${url} as ${user} (key …${lastFour}, profile ${profile})`,
    plain: (url: string) => `${url} is not encrypted: the key can be read on the way`,
    overridden: (variable: string) => `${variable} is set and goes before the profile`,
    otherAccount: (id: string) => `The setting account = ${id} is not an account there; hoga config unset account`,
  },

  logout: {
    nobody: "Nobody is signed in",
    unknown: (name: string) => `There is no profile "${name}"`,
    profiles: (names: string) => `the profiles are ${names}`,
    done: (name: string, url: string) => `Signed out: profile ${name} (${url}) is gone`,
    removed: (path: string) => `Removed ${path}`,
    kept: (path: string) => `${path} is your own file and was left`,
    stillValid: "The key itself still works: hoga key revoke ends one",
    others: (names: string) => `Profiles that are left: ${names}`,
    embedded: "Commands use the embedded market again",
    setStill: (variable: string) => `${variable} is still set`,
  },

  whoami: {
    user: "User",
    operator: "operator",
    server: "Server",
    source: { env: "HOGA_API_URL", profile: "profile", running: "embedded market", embedded: "embedded market" },
    key: "Key",
    account: "Account",
    noAccount: "none yet; hoga account new NAME",
  },

  key: {
    id: "ID",
    label: "Label",
    ends: "Ends with",
    created: "Created",
    inUse: "in use now",
    secret: "Key",
    shownOnce: "Keep it: it is shown this once.",
    badLabel: (max: number) => `--label: must be 1 to ${max} characters without control characters`,
    revoked: (id: string) => `Revoked: ${id}`,
    confirm: (id: string) => `Revoke ${id}? Whoever uses it is shut out. [y/N] `,
    current: (id: string) => `${id} is the key that you use now`,
    listHint: "hoga key list shows your keys",
    currentHint: "--force revokes it all the same",
  },
};
