// What can be said without an editor: how the program is called, and what it is told at the beginning.

import { homedir } from "node:os";
import { join } from "node:path";

/** The settings that the server knows; what is empty leaves the word to fazhi.toml. */
export interface Preferences {
  preset: string;
  profile: string;
  select: string[];
  ignore: string[];
  minConfidence: string;
  configuration: string;
}

export const LANGUAGES = ["plaintext", "markdown", "html"] as const;

/** Reads a setting of the section by its name, as the editor's configuration does. */
export type Read = <T>(name: string, otherwise: T) => T;

/** A path with the folder that is open and the home folder put in; an empty one is empty. */
export function expanded(path: string, folder: string | undefined): string {
  const inside = folder === undefined ? path : path.replaceAll("${workspaceFolder}", folder);
  return inside === "~" || inside.startsWith("~/") ? join(homedir(), inside.slice(1)) : inside;
}

/** The program: the one that is set, else `fazhi` on the path. */
export function program(path: string, folder: string | undefined): string {
  return expanded(path.trim(), folder) || "fazhi";
}

/** What the server is told at the beginning; later it is told of every change in the same form. */
export function preferences(read: Read, folder: string | undefined): Preferences {
  return {
    preset: read("preset", ""),
    profile: read("profile", ""),
    select: read<string[]>("select", []),
    ignore: read<string[]>("ignore", []),
    minConfidence: read("minConfidence", ""),
    configuration: expanded(read("configuration", ""), folder),
  };
}

/** The line for somebody whose server does not start. */
export function unstarted(command: string, reason: string): string {
  return `无法启动“${command} server”(${reason})。请先安装:pip install 'fazhi[server]';已装在别处的,在设置 fazhi.path 里写明程序的位置。`;
}
