"use strict";
// Keys, buttons and a spoken count. Everything else works without this script.
(() => {
  const root = document.documentElement;
  const notes = Array.from(document.querySelectorAll(".note"));
  const count = document.getElementById("count");
  if (!count) return;
  const boxes = Array.from(document.querySelectorAll(".filters input"));
  const places = new Map(notes.map((note, place) => [note.id.slice(1), place]));
  let current = -1;

  root.classList.add("script");

  const shown = (note) => !boxes.some((box) => !box.checked && note.classList.contains(box.value));

  const refresh = () => {
    count.textContent = String(notes.filter(shown).length);
  };

  // Marks and note of the finding that was jumped to stand out together.
  const choose = (place) => {
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    current = place;
    const key = notes[place].id.slice(1);
    notes[place].classList.add("current");
    for (const mark of document.querySelectorAll(`mark[data-note="${key}"]`)) mark.classList.add("current");
  };

  const show = (element) => {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };

  const step = (by) => {
    let place = current + by;
    if (current < 0 && by < 0) place = notes.length - 1;
    while (place >= 0 && place < notes.length && !shown(notes[place])) place += by;
    if (place < 0 || place >= notes.length) return;
    choose(place);
    show(document.getElementById(`m${notes[place].id.slice(1)}`) ?? notes[place]);
  };

  const follow = () => {
    const found = /^#[mn](\d+-\d+)$/.exec(location.hash);
    if (!found || !places.has(found[1])) return;
    choose(places.get(found[1]));
    show(document.getElementById(location.hash.slice(1)));
  };

  for (const [name, by] of [["previous", -1], ["next", 1]]) {
    const button = document.getElementById(name);
    button.hidden = false;
    button.addEventListener("click", () => step(by));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { j: 1, n: 1, k: -1, p: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    }
  });

  // A mark under the pointer leads to its note; one that is filtered out, to the note around it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, label") || String(getSelection())) return;
    let mark = event.target.closest("mark");
    while (mark && !shown(notes[places.get(mark.dataset.note)])) mark = mark.parentElement.closest("mark");
    if (!mark) return;
    choose(places.get(mark.dataset.note));
    notes[current].scrollIntoView({ block: "nearest" });
  });

  for (const box of boxes) box.addEventListener("change", refresh);
  window.addEventListener("hashchange", follow);
  refresh();
  follow();
})();
