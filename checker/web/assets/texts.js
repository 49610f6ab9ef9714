"use strict";
// The page's texts in the visitor's language, and elements made of text only: no text of a draft is ever read as markup.

export const data = JSON.parse(document.getElementById("data").textContent);
export const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";

export const say = (text, values = {}) =>
  (data.texts[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

export const element = (tag, attributes = {}, ...content) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...content);
  return made;
};

const message = document.getElementById("message");
export const tell = (text, { alert = false } = {}) => {
  message.classList.toggle("alert", alert);
  message.textContent = text;
};
