"use strict";
// Files that are chosen or dropped, also those in dropped folders.
import { data } from "./texts.js";

export const isReadable = (file) => {
  const name = file.name.toLowerCase();
  return !name.startsWith(".") && !name.startsWith("~$") && data.suffixes.some((suffix) => name.endsWith(suffix));
};

const inFolder = async (folder) => {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    // A reader gives a hundred entries at a time, and none at the end.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    entries.push(...some);
  }
  const found = await Promise.all(entries.map(inEntry));
  return found.flat();
};

const inEntry = async (entry) => {
  if (entry.isDirectory) return inFolder(entry);
  return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
};

export const dropped = async (transfer) => {
  const entries = Array.from(transfer.items ?? [], (item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return Array.from(transfer.files);
  const found = await Promise.all(entries.map(inEntry));
  return found.flat();
};
