// As much of the editor as the extension touches: one open document, what is shown about it, commands and messages.
// What the client only sets up, and no test looks at, is `anything`.

import { EventEmitter as Emitter } from "node:events";

type Anything = any;

/** Takes every call, gives itself for every name it is not given. */
export function anything(known: Record<string, unknown> = {}): Anything {
  const members: Record<PropertyKey, unknown> = { dispose: () => undefined, ...known };
  return new Proxy(function () {}, {
    get: (target, key) => {
      if (key === "prototype") return target.prototype;
      if (key === "then" || typeof key === "symbol") return undefined;
      return key in members ? members[key] : (members[key] = anything());
    },
    apply: () => anything(),
    construct: (target, values, made) => Reflect.construct(target, values, made) as object,
  });
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(line: number, character: number, endLine: number, endCharacter: number) {
    this.start = new Position(line, character);
    this.end = new Position(endLine, endCharacter);
  }
}

class Diagnostic {
  code: unknown;
  source: unknown;
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

class Uri {
  constructor(private readonly address: string) {}
  static parse(address: string): Uri {
    return new Uri(address);
  }
  static file(path: string): Uri {
    return new Uri(`file://${path}`);
  }
  get scheme(): string {
    return new URL(this.address).protocol.slice(0, -1);
  }
  get fsPath(): string {
    return decodeURIComponent(new URL(this.address).pathname);
  }
  toString(): string {
    return this.address;
  }
}

class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: () => anything() };
  cancel(): void {}
  dispose(): void {}
}

class EventEmitter {
  private readonly emitter = new Emitter();
  event = (listener: (value: unknown) => void): Anything => {
    this.emitter.on("event", listener);
    return anything();
  };
  fire(value: unknown): void {
    this.emitter.emit("event", value);
  }
  dispose(): void {}
}

/** An editor in which a text is open. */
export class Host {
  readonly shown: Diagnostic[][] = [];
  readonly errors: string[] = [];
  readonly registered = new Map<string, () => unknown>();
  readonly executed: unknown[][] = [];
  readonly settings: Record<string, unknown> = {};
  private readonly configured = new EventEmitter();
  private waiting: (() => void)[] = [];

  constructor(
    readonly folder: string,
    readonly text: string,
  ) {}

  /** What `require("vscode")` gives; the names that are known can be listed, as those of a real module. */
  vscode(): Anything {
    const known = this.known();
    return new Proxy(known, { get: (_, key) => (typeof key === "symbol" ? undefined : (known[key] ??= anything())) });
  }

  private known(): Record<string, unknown> {
    const document = {
      uri: Uri.parse(`file://${this.folder}/a.txt`),
      languageId: "plaintext",
      version: 1,
      getText: () => this.text,
    };
    return {
      Position,
      Range,
      Diagnostic,
      Uri,
      CancellationTokenSource,
      EventEmitter,
      Disposable: { from: () => anything() },
      CancellationError: class extends Error {},
      version: "1.82.0",
      env: anything({ appName: "host", language: "zh-cn" }),
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      commands: {
        registerCommand: (name: string, work: () => unknown) => {
          this.registered.set(name, work);
          return anything();
        },
        executeCommand: (...values: unknown[]) => Promise.resolve(void this.executed.push(values)),
      },
      languages: anything({
        match: () => 10,
        createDiagnosticCollection: () =>
          anything({
            set: (_: Uri, found: Diagnostic[]) => {
              this.shown.push([...found]);
              this.tell();
            },
          }),
      }),
      window: anything({
        activeTextEditor: { document },
        visibleTextEditors: [],
        tabGroups: anything({ all: [] }),
        showErrorMessage: (line: string) => {
          this.errors.push(line);
          this.tell();
          return Promise.resolve(undefined);
        },
      }),
      workspace: anything({
        textDocuments: [document],
        notebookDocuments: [],
        workspaceFolders: [{ uri: Uri.parse(`file://${this.folder}`), name: "town", index: 0 }],
        getConfiguration: () => ({
          get: (name: string, otherwise: unknown) => (name in this.settings ? this.settings[name] : otherwise),
        }),
        onDidChangeConfiguration: this.configured.event,
      }),
    };
  }

  /** Change a setting as somebody would. */
  set(name: string, value: unknown): void {
    this.settings[name] = value;
    this.configured.fire({ affectsConfiguration: (asked: string) => asked === "fazhi" || asked === `fazhi.${name}` });
  }

  /** Wait until something holds. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private tell(): void {
    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach((resolve) => resolve());
  }
}
