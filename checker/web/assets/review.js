"use strict";
// One draft: its text with marks, and what is decided about each finding.
import { data, element, say } from "./texts.js";

const REMEMBERED = "fazhi-aside";
const byId = (id) => document.getElementById(id);

const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(REMEMBERED) ?? "{}");
  } catch {
    return {};
  }
};
const remember = (table) => localStorage.setItem(REMEMBERED, JSON.stringify(table));

export class Review {
  constructor() {
    this.draft = null;
    this.decisions = new Map(); // key of a draft → key of a finding → decision
    this.current = -1;
    this.onlyOpen = false;
    this.hidden = new Set();
    this.unsaved = false; // decided since something was taken away
    this.onDecision = () => undefined;
    byId("previous-finding").addEventListener("click", () => this.step(-1));
    byId("next-finding").addEventListener("click", () => this.step(1));
    byId("result").addEventListener("click", (event) => this.followMark(event));
    document.addEventListener("keydown", (event) => this.press(event));
    byId("remember").checked = Object.keys(remembered()).length > 0;
    byId("remember").addEventListener("change", () => this.keepMemory());
  }

  get items() {
    return this.draft?.result.items ?? [];
  }

  get decided() {
    if (!this.decisions.has(this.draft.key)) this.decisions.set(this.draft.key, new Map());
    return this.decisions.get(this.draft.key);
  }

  // What was decided before is carried over to the findings that are still there.
  carryOver(before, draft) {
    const old = this.decisions.get(draft.key);
    if (!old) return;
    const earlier = new Map(before.map((item) => [item.key, item]));
    const kept = new Map();
    for (const [key, decision] of old) kept.set(earlier.get(key)?.fingerprint, decision);
    this.decisions.set(
      draft.key,
      new Map(draft.result.items.filter((item) => kept.has(item.fingerprint)).map((item) => [item.key, kept.get(item.fingerprint)])),
    );
  }

  show(draft, { focus = true } = {}) {
    const again = this.draft?.key === draft.key;
    if (again) {
      this.carryOver(this.items, draft);
      if (this.decisions.get(draft.key)?.size) this.onDecision(draft, Object.fromEntries(this.decisions.get(draft.key)));
    }
    this.draft = draft;
    const { result } = draft;
    byId("review").hidden = false;
    byId("status").hidden = false;
    byId("review-title").textContent = draft.name;
    byId("verdict").textContent = result.verdict;
    byId("notice").textContent = result.notice;
    byId("result").innerHTML = result.markup; // made and escaped by the program, whose policy lets no script in it run
    if (!again) {
      this.current = -1;
      this.hidden.clear();
      this.recall();
    }
    this.drawFilters();
    for (const item of this.items) this.draw(item);
    this.refresh();
    if (focus) {
      byId("review").focus({ preventScroll: true });
      byId("review").scrollIntoView({ block: "start" });
    }
  }

  hide() {
    this.draft = null;
    byId("review").hidden = true;
    byId("status").hidden = true;
  }

  recall() {
    const table = remembered();
    for (const item of this.items) {
      if (item.fingerprint in table && !this.decided.has(item.key)) {
        this.decided.set(item.key, { kind: "aside", reason: table[item.fingerprint] });
      }
    }
  }

  keepMemory() {
    if (!byId("remember").checked) {
      localStorage.removeItem(REMEMBERED);
      return;
    }
    const table = remembered();
    for (const item of this.items) {
      const decision = this.decided.get(item.key);
      if (decision?.kind === "aside") table[item.fingerprint] = decision.reason;
      else delete table[item.fingerprint];
    }
    remember(table);
  }

  note(item) {
    return byId(`n${item.key}`);
  }

  marks(item) {
    return Array.from(document.querySelectorAll(`#result mark[data-note="${item.key}"]`));
  }

  decide(item, decision) {
    if (decision) this.decided.set(item.key, decision);
    else this.decided.delete(item.key);
    if (byId("remember").checked) this.keepMemory();
    this.unsaved = true;
    this.onDecision(this.draft, this.choices());
    this.draw(item);
    this.refresh();
    this.note(item)?.querySelector(".decide button")?.focus({ preventScroll: true });
  }

  // The change of an option when it replaces just the words of the finding.
  replacement(item, decision) {
    if (decision.text !== undefined) return decision.text;
    const { changes } = item.options[decision.option];
    const [change] = changes;
    const alone = changes.length === 1 && change.start >= item.start && change.end <= item.end;
    if (!alone) return null;
    const words = Array.from(item.text);
    return [...words.slice(0, change.start - item.start), change.text, ...words.slice(change.end - item.start)].join("");
  }

  draw(item) {
    const note = this.note(item);
    if (!note) return;
    const decision = this.decided.get(item.key);
    const adopted = decision?.kind === "adopt";
    note.querySelector(".decide")?.remove();
    for (const old of document.querySelectorAll(`#result ins[data-for="${item.key}"]`)) old.remove();
    note.classList.toggle("decided", Boolean(decision));
    const marks = this.marks(item);
    const after = adopted ? this.replacement(item, decision) : null;
    for (const mark of marks) {
      mark.classList.toggle("decided", Boolean(decision));
      mark.classList.toggle("adopted", after !== null);
    }
    if (after) marks.at(-1)?.after(element("ins", { class: "after", "data-for": item.key }, after));
    note.append(decision ? this.outcome(item, decision, after) : this.buttons(item));
  }

  outcome(item, decision, after) {
    let text = decision.reason ? say("已搁置：{reason}", { reason: decision.reason }) : say("已搁置");
    if (decision.kind === "adopt") {
      if (after === null) text = say("已采纳：{title}", { title: item.options[decision.option].title });
      else text = after ? say("已采纳：改为“{text}”", { text: after }) : say("已采纳：删去");
    }
    const undo = element("button", { type: "button", click: () => this.decide(item, null) }, say("撤销"));
    return element("div", { class: "decide" }, element("span", { class: "decision" }, text), undo);
  }

  buttons(item) {
    const box = element("div", { class: "decide" });
    item.options.forEach((option, number) => {
      const label = item.options.length === 1 ? say("采纳") : say("采纳：{title}", { title: option.title });
      const adopt = () => this.decide(item, { kind: "adopt", option: number });
      box.append(element("button", { type: "button", class: "adopt", title: option.title, click: adopt }, label));
    });
    const spread = item.options.some((option) => option.changes.some((change) => change.start < item.start || change.end > item.end));
    if (!item.whole && !spread) {
      box.append(element("button", { type: "button", class: "edit", click: () => this.ask(item, "edit") }, say("自己改…")));
    }
    box.append(element("button", { type: "button", class: "aside", click: () => this.ask(item, "aside") }, say("搁置…")));
    return box;
  }

  ask(item, kind) {
    const box = this.note(item).querySelector(".decide");
    box.querySelector("form")?.remove();
    const id = `ask-${item.key}`;
    const suggestion = item.options.length ? this.replacement(item, { option: 0 }) : null;
    const input = element("input", { type: "text", id, value: kind === "edit" ? (suggestion ?? item.text) : "" });
    const done = (event) => {
      event.preventDefault();
      const text = input.value;
      this.decide(item, kind === "edit" ? { kind: "adopt", text } : { kind: "aside", reason: text.trim() });
    };
    const label = element("label", { for: id }, say(kind === "edit" ? "改为" : "理由（可不填）"));
    const cancel = element("button", { type: "button", click: () => box.querySelector("form").remove() }, say("取消"));
    const form = element("form", { submit: done }, label, input, element("button", { type: "submit" }, say("确定")), cancel);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") cancel.click();
    });
    box.append(form);
    input.focus();
    input.select();
  }

  drawFilters() {
    const groups = [
      ["severity", data.severities],
      ["family", data.families],
    ];
    const boxes = [];
    for (const [group, names] of groups) {
      for (const [value, name] of Object.entries(names)) {
        const count = this.items.filter((item) => item[group] === value).length;
        if (count) boxes.push(this.filterBox(`${group}-${value}`, `${name} ${count}`));
      }
    }
    const only = element("input", { type: "checkbox" });
    only.checked = this.onlyOpen;
    only.addEventListener("change", () => {
      this.onlyOpen = only.checked;
      this.refresh();
    });
    byId("filters").replaceChildren(...boxes, element("label", { class: "plain" }, only, element("span", {}, say("只看未处理的"))));
  }

  filterBox(name, label) {
    const box = element("input", { type: "checkbox", value: name });
    box.checked = !this.hidden.has(name);
    box.addEventListener("change", () => {
      if (box.checked) this.hidden.delete(name);
      else this.hidden.add(name);
      this.refresh();
    });
    return element("label", {}, box, element("span", {}, label));
  }

  isShown(item) {
    if (this.onlyOpen && this.decided.has(item.key)) return false;
    return !this.hidden.has(`severity-${item.severity}`) && !this.hidden.has(`family-${item.family}`);
  }

  refresh() {
    let adopted = 0;
    let aside = 0;
    for (const item of this.items) {
      const off = !this.isShown(item);
      this.note(item)?.classList.toggle("off", off);
      for (const mark of this.marks(item)) mark.classList.toggle("off", off);
      for (const ref of document.querySelectorAll(`#result .ref[href="#n${item.key}"]`)) ref.classList.toggle("off", off);
      const kind = this.decided.get(item.key)?.kind;
      if (kind === "adopt") adopted += 1;
      if (kind === "aside") aside += 1;
    }
    byId("progress").textContent = say("采纳 {adopted} 处，搁置 {aside} 处，未处理 {open} 处", {
      adopted, aside, open: this.items.length - adopted - aside,
    });
  }

  step(by) {
    const { items } = this;
    let place = this.current + by;
    if (this.current < 0 && by < 0) place = items.length - 1;
    while (place >= 0 && place < items.length && !this.isShown(items[place])) place += by;
    if (place < 0 || place >= items.length) return;
    this.choose(place);
    const note = this.note(items[place]);
    note.focus({ preventScroll: true });
    (this.marks(items[place])[0] ?? note).scrollIntoView({ block: "center" });
  }

  choose(place) {
    for (const old of document.querySelectorAll("#result .current")) old.classList.remove("current");
    this.current = place;
    const item = this.items[place];
    this.note(item)?.classList.add("current");
    for (const mark of this.marks(item)) mark.classList.add("current");
  }

  followMark(event) {
    const noted = event.target.closest(".note");
    if (noted) {
      const place = this.items.findIndex((item) => `n${item.key}` === noted.id);
      if (place >= 0) this.choose(place);
      return;
    }
    if (String(getSelection())) return;
    const mark = event.target.closest("mark:not(.off)");
    const place = mark ? this.items.findIndex((item) => item.key === mark.dataset.note) : -1;
    if (place < 0) return;
    this.choose(place);
    this.note(this.items[place])?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (!this.draft || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, summary")) return;
    const by = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (by) {
      event.preventDefault();
      this.step(by);
      return;
    }
    const item = this.items[this.current];
    const name = { a: ".adopt", e: ".edit", x: ".aside", u: ".decision + button" }[event.key];
    if (!item || !name) return;
    event.preventDefault();
    this.note(item)?.querySelector(`.decide ${name}`)?.click();
  }

  choices() {
    return Object.fromEntries(this.decided);
  }

  // What was decided before the page was loaded again.
  restore(draft) {
    if (!this.decisions.has(draft.key)) this.decisions.set(draft.key, new Map(Object.entries(draft.choices)));
  }

  get choicesMade() {
    const adopted = [];
    const aside = [];
    for (const [key, decision] of this.decided) {
      if (decision.kind === "aside") aside.push(key);
      else if (decision.text !== undefined) adopted.push({ key, text: decision.text });
      else adopted.push({ key, option: decision.option });
    }
    return { adopted, aside };
  }
}
