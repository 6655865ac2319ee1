// Why an embedded stack does not start, when that is nobody's bug.

/** A setting is wrong or missing; the message is one line that names it. */
export class StackConfigError extends Error {
  override readonly name = "StackConfigError";
}

/** Another process owns the data directory; `url` is its gateway. */
export class StackBusyError extends Error {
  override readonly name = "StackBusyError";
  readonly url: string;
  constructor(dataDir: string, url: string) {
    super(`The data directory ${dataDir} is in use by the stack at ${url}`);
    this.url = url;
  }
}

/** What the stack needs is in use: a port is taken, or another process is still opening the data directory. */
export class StackUnavailableError extends Error {
  override readonly name = "StackUnavailableError";
}
