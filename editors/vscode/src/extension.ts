// The editor's side: starts `fazhi server`, and starts it again when it should be another one.

import * as vscode from "vscode";
import { LanguageClient, State, TransportKind } from "vscode-languageclient/node";
import type { LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";

import { LANGUAGES, preferences, program, unstarted } from "./settings";

const SECTION = "fazhi";
const FIX_ALL = "source.fixAll.fazhi";

let client: LanguageClient | undefined;
/** Starts and stops one after the other, however fast they are asked for. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("fazhi.restart", restart),
    vscode.commands.registerCommand("fazhi.fixAll", fixAll),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SECTION}.path`)) {
        void restart();
      } else if (change.affectsConfiguration(SECTION)) {
        void tellSettings();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await next(stop);
}

function restart(): Promise<void> {
  return next(async () => {
    await stop();
    await start();
  });
}

function next(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work, work);
  return turn;
}

async function start(): Promise<void> {
  const command = program(settings().get("path", ""), folder());
  const server: ServerOptions = { command, args: ["server"], transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: LANGUAGES.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    initializationOptions: wanted(),
    diagnosticCollectionName: SECTION,
  };
  const started = new LanguageClient(SECTION, "fazhi", server, options);
  try {
    await started.start();
    client = started;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(unstarted(command, reason));
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running?.state === State.Running) {
    await running.stop();
  }
  await running?.dispose();
}

async function tellSettings(): Promise<void> {
  if (client?.state === State.Running) {
    await client.sendNotification("workspace/didChangeConfiguration", { settings: { [SECTION]: wanted() } });
  }
}

async function fixAll(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor && vscode.languages.match([...LANGUAGES], editor.document)) {
    await vscode.commands.executeCommand("editor.action.codeAction", { kind: FIX_ALL, apply: "first" });
  }
}

function wanted(): ReturnType<typeof preferences> {
  return preferences((name, otherwise) => settings().get(name, otherwise), folder());
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SECTION);
}

function folder(): string | undefined {
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
}
