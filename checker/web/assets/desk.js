"use strict";
// Files and texts are handed in, drafts are listed and opened, results are taken away.
import { dropped, isReadable } from "./files.js";
import { Review } from "./review.js";
import { element, lang, say, tell } from "./texts.js";

const PAUSE = 400; // milliseconds after the last key, before a pasted text is checked again
const AT_ONCE = 2;
const byId = (id) => document.getElementById(id);
const review = new Review();
const drafts = new Map();
let previous = "";
let pasted = "";

document.cookie = `fazhi-lang=${lang}; SameSite=Strict; Path=/`;

const request = async (path, options = {}) => {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error(say("连接不上检查程序，可能已经结束。"));
  }
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Error(body.error ?? answer.statusText);
  }
  return answer;
};

const handIn = async (name, body, more = {}) => {
  const query = new URLSearchParams({ name, lang, ...more });
  const answer = await request(`/drafts?${query}`, { method: "POST", body });
  return answer.json();
};

// The table of drafts, where there are several or one could not be read.
const counted = (draft, severity) => (draft.result.counts ? String(draft.result.counts[severity] || "·") : "");

const row = (draft) => {
  const { result, name, key } = draft;
  const open = element("button", { type: "button", click: () => review.show(draft) }, name);
  const remove = element("button", { type: "button", "aria-label": `${say("移去")} ${name}`, click: () => forget(key) }, say("移去"));
  const cells = result.reason
    ? [element("td", { colspan: 6, class: "reason" }, result.reason)]
    : [
        element("td", {}, result.issuer || say("未读出")),
        element("td", {}, String(result.year ?? say("未读出"))),
        ...["error", "warning", "info"].map((severity) => element("td", { class: "count" }, counted(draft, severity))),
        element("td", {}, result.missing.join("、") || say("无")),
      ];
  return element("tr", {}, element("th", { scope: "row" }, result.reason ? name : open), ...cells, element("td", { class: "actions" }, remove));
};

const drawTable = () => {
  const all = [...drafts.values()];
  byId("drafts").hidden = all.length < 2 && !all.some((draft) => draft.result.reason);
  const heads = ["文件", "机关", "年度", "错误", "警告", "提示", "缺的部分"].map((head) => element("th", { scope: "col" }, say(head)));
  byId("table").replaceChildren(
    element("caption", {}, say("共 {count} 份", { count: all.length })),
    element("thead", {}, element("tr", {}, ...heads, element("td"))),
    element("tbody", {}, ...all.map(row)),
  );
};

const forget = async (key) => {
  await request(`/drafts/${key}`, { method: "DELETE" }).catch((error) => tell(error.message, { alert: true }));
  drafts.delete(key);
  if (review.draft?.key === key) review.hide();
  if (pasted === key) pasted = "";
  drawTable();
};

const add = (draft) => {
  drafts.set(draft.key, draft);
  drawTable();
};

// Files are sent two at a time: more would only wait at the other end.
const checkFiles = async (files) => {
  const chosen = files.filter(isReadable);
  if (!chosen.length) {
    tell(say("没有能读的文件。"), { alert: true });
    return;
  }
  const waiting = [...chosen];
  const failed = [];
  const done = [];
  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      tell(chosen.length === 1 ? say("正在检查 {name}…", { name: file.name }) : say("正在检查，还有 {count} 份…", { count: waiting.length + 1 }));
      try {
        const draft = await handIn(file.name, file, { previous });
        add(draft);
        done.push(draft);
        if (draft.result.reason) failed.push(say("{name}：{reason}", { name: draft.name, reason: draft.result.reason }));
      } catch (error) {
        failed.push(say("{name}：{reason}", { name: file.name, reason: error.message }));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  tell(failed.length ? failed.join("\n") : say("已查 {count} 份。", { count: done.length }), { alert: failed.length > 0 });
  const [first] = done.filter((draft) => !draft.result.reason);
  if (done.length === 1 && first) review.show(first);
  else if (!byId("drafts").hidden) byId("drafts").scrollIntoView({ block: "start" });
};

for (const id of ["files", "folder"]) {
  byId(id).addEventListener("change", async (event) => {
    const files = [...event.target.files];
    event.target.value = "";
    await checkFiles(files);
  });
}

byId("previous").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  previous = "";
  if (!file) return;
  try {
    const draft = await handIn(file.name, file, { hidden: "1" });
    if (draft.result.reason) throw new Error(draft.result.reason);
    previous = draft.key;
  } catch (error) {
    event.target.value = "";
    tell(say("{name}：{reason}", { name: file.name, reason: error.message }), { alert: true });
  }
});

const drop = byId("drop");
window.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
window.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
window.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  await checkFiles(await dropped(event.dataTransfer));
});

// A pasted text is checked as it is typed; one check after another.
let checking = false;
let timer = 0;
const checkText = async () => {
  if (checking) {
    wait(); // one at a time: an earlier text must not come to stand in the place of a later one
    return;
  }
  const text = byId("text").value;
  if (!text.trim()) return;
  checking = true;
  try {
    const draft = await handIn(`${say("粘贴的文字")}.txt`, new Blob([text]), { previous, draft: pasted });
    pasted = draft.key;
    add(draft);
    tell(draft.result.reason ?? "", { alert: Boolean(draft.result.reason) });
    if (!draft.result.reason) review.show(draft, { focus: false });
  } catch (error) {
    tell(error.message, { alert: true });
  } finally {
    checking = false;
  }
};
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(checkText, PAUSE);
};
byId("text").addEventListener("input", wait);

// Taking away.
const nameOf = (answer) => {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "");
  return found ? decodeURIComponent(found[1]) : "fazhi";
};

const takeAway = async (kind) => {
  const { draft } = review;
  tell(say("正在准备文件…"));
  try {
    const answer = await request(`/drafts/${draft.key}/${kind}?lang=${lang}`, {
      method: "POST", body: JSON.stringify(review.choicesMade),
    });
    const name = nameOf(answer);
    const left = (answer.headers.get("x-left") ?? "").split(",").filter(Boolean).length;
    const address = URL.createObjectURL(await answer.blob());
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    review.unsaved = false;
    tell(left ? say("已下载 {name}；有 {count} 处与别的改动重叠，没有改，作了批注。", { name, count: left }) : say("已下载 {name}。", { name }));
  } catch (error) {
    tell(error.message, { alert: true });
  }
};
for (const button of document.querySelectorAll("[data-kind]")) {
  button.addEventListener("click", () => takeAway(button.dataset.kind));
}
byId("print").addEventListener("click", () => window.print());

// What was decided is kept by the program, so that loading the page again loses nothing; ending the program does.
let saving = Promise.resolve();
review.onDecision = (draft, choices) => {
  const save = () => request(`/drafts/${draft.key}/choices`, { method: "PUT", body: JSON.stringify(choices) });
  saving = saving.then(save).catch((error) => tell(error.message, { alert: true }));
};

byId("quit")?.addEventListener("click", async () => {
  if (review.unsaved && !window.confirm(`${byId("progress").textContent}\n${byId("quit").textContent}？`)) return;
  await request("/quit", { method: "POST" }).catch(() => undefined);
  review.hide();
  document.querySelector("main").replaceChildren(element("p", { class: "hint" }, say("检查程序已经结束，可以关闭本页。")));
});
byId("logout")?.addEventListener("click", async () => {
  await request("/logout", { method: "POST" }).catch(() => undefined);
  location.reload();
});

// What was handed in before the page was loaded again, and files that the program was started with.
const restore = async () => {
  const { drafts: kept, pending } = await (await request(`/drafts?lang=${lang}`)).json();
  const before = drafts.size;
  for (const draft of kept) {
    drafts.set(draft.key, draft);
    review.restore(draft);
  }
  drawTable();
  if (pending) {
    tell(say("正在检查，还有 {count} 份…", { count: pending }));
    setTimeout(restore, 500);
  } else if (kept.length > before && !review.draft) {
    tell("");
    if (kept.length === 1 && !kept[0].result.reason) review.show(kept[0]);
  }
};
restore().catch((error) => tell(error.message, { alert: true }));
