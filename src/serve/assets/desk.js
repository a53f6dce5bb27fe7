// Keys for the verdict and for lists, the place of a statement brought into view, and a span chosen by selecting words.
// Everything else works without this file.
"use strict";

const KEYS_OFF = "gainsay-keys-off";

function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be forbidden
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // then it holds for this page alone
  }
}

// ── keys ────────────────────────────────────────────────────────────────────────────────────────

const help = document.getElementById("help");
const opener = document.getElementById("help-open");
const keysOn = document.getElementById("keys-on");
if (help && opener && keysOn) {
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  keysOn.checked = kept(KEYS_OFF) !== "1";
  keysOn.addEventListener("change", () => keep(KEYS_OFF, keysOn.checked ? "0" : "1"));
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

// The letter, or on a keyboard of another script the key where it stands on an English one.
function letter(event) {
  if (event.key === "?" || event.key === "؟") return "?";
  if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) return "/";
  if (/^[a-z]$/i.test(event.key)) return event.key.toUpperCase();
  const code = /^Key([A-Z])$/.exec(event.code);
  return code ? code[1] : "";
}

function row(step) {
  const rows = [...document.querySelectorAll(".conflict a.title, .rows tbody td a")];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

let sent = false;

function press(key) {
  const button = document.querySelector(`#verdict button[data-key="${key}"]`);
  if (button) {
    // one verdict for one key, however long it is held
    if (!sent) button.click();
    return true;
  }
  if (key === "N") {
    const next = document.getElementById("next");
    if (next) next.click();
    return next !== null;
  }
  if (key === "J" || key === "K") {
    row(key === "J" ? 1 : -1);
    return true;
  }
  if (key === "/") {
    document.getElementById("search")?.focus();
    return true;
  }
  if (key === "?") {
    help?.showModal();
    return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
  if (kept(KEYS_OFF) === "1" || help?.open) return;
  const key = letter(event);
  if (key && press(key)) event.preventDefault();
});

// Merges and corrections of a large database take seconds: say so, and send nothing twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    const working = document.getElementById("working");
    if (working) working.hidden = false;
  });
}
window.addEventListener("pageshow", () => {
  sent = false;
  const working = document.getElementById("working");
  if (working) working.hidden = true;
});

// ── places ──────────────────────────────────────────────────────────────────────────────────────

// Brings a statement into the middle of its box without moving the page.
function centre(box, mark) {
  const middle = mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  box.scrollTop += middle;
}

for (const box of document.querySelectorAll(".scroll")) {
  const mark = box.querySelector("mark.content");
  if (mark) centre(box, mark);
}

// ── a span by selecting words ───────────────────────────────────────────────────────────────────

const text = document.getElementById("selectable");
const start = document.getElementById("span-start");
const end = document.getElementById("span-end");
const chosen = document.getElementById("span-words");
const reset = document.getElementById("span-reset");

// The place of a point of the selection in the article, counted in code points.
function place(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[offset] ?? node.childNodes[offset - 1];
    if (!child) return null;
    if (!(child instanceof HTMLElement)) return null;
    const pieces = child.matches("[data-start]") ? [child] : [...child.querySelectorAll("[data-start]")];
    if (pieces.length === 0) return null;
    if (node.childNodes[offset]) return Number(pieces[0].dataset.start);
    const last = pieces[pieces.length - 1];
    return Number(last.dataset.start) + [...last.textContent].length;
  }
  const piece = node.parentElement?.closest("[data-start]");
  if (!piece) return null;
  return Number(piece.dataset.start) + [...node.data.slice(0, offset)].length;
}

function words(from, to) {
  let found = "";
  for (const piece of text.querySelectorAll("[data-start]")) {
    const first = Number(piece.dataset.start);
    const letters = [...piece.textContent];
    found += letters.slice(Math.max(from - first, 0), Math.max(to - first, 0)).join("");
    if (first + letters.length < to && found && piece.parentElement.lastElementChild === piece) found += " ";
  }
  return found;
}

function show() {
  chosen.textContent = words(Number(start.value), Number(end.value));
}

if (text && start && end && chosen) {
  show();
  start.addEventListener("input", show);
  end.addEventListener("input", show);
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
    const range = selection.getRangeAt(0);
    const from = place(range.startContainer, range.startOffset);
    const to = place(range.endContainer, range.endOffset);
    if (from === null || to === null || from >= to) return;
    start.value = String(from);
    end.value = String(to);
    show();
    if (reset) reset.hidden = false;
  });
  reset?.addEventListener("click", () => {
    [start.value, end.value] = [start.defaultValue, end.defaultValue];
    document.getSelection()?.removeAllRanges();
    reset.hidden = true;
    show();
  });
}
