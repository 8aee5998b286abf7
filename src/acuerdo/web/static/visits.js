// A visit filled in without a network: kept on the phone, sent once there is one, filed once.
// The key of a visit is made when it is kept: sent twice, it is one filing with one receipt.
"use strict";

const QUEUE = "visits";
const DRAFTS = "visits-to-mend";
const KEPT = "visits-1";
const AGAIN_MS = 4000; // milliseconds until what waits is tried again (assumed: soon, and light on a battery)
const told = document.getElementById("kept");
const form = document.getElementById("visit");

const waiting = () => JSON.parse(localStorage.getItem(QUEUE) || "[]");
const keep = (visits) => localStorage.setItem(QUEUE, JSON.stringify(visits));

function say(name, count, faults = []) {
  told.hidden = false;
  told.textContent = told.dataset[name].replace("{n}", count);
  for (const fault of faults) {
    const line = document.createElement("p");
    line.textContent = `${fault.field}: ${fault.problem}`;
    told.append(line);
  }
}

// What the service asks to mend goes back into its form, however much later that is.
const drafts = () => JSON.parse(localStorage.getItem(DRAFTS) || "{}");
const keepDraft = (order, found) =>
  localStorage.setItem(DRAFTS, JSON.stringify({ ...drafts(), [order]: found }));

function refill(found) {
  for (const name of ["on", "people", "housing", "words"]) {
    if (found[name] !== undefined) form.elements[name].value = found[name];
  }
  for (const [name, value] of Object.entries(found.findings)) {
    const field = form.elements[`measured_${name}`] || form.elements[`found_${name}`];
    if (field) field.value = value;
  }
}

function newKey() {
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  return "visit-" + Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function body() {
  const sent = { order: form.dataset.case, findings: {} };
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("measured_") || name.startsWith("found_")) {
      if (value) sent.findings[name.replace(/^(measured|found)_/, "")] = value;
    } else if (name === "people") {
      sent.people = Number(value);
    } else if (["on", "housing", "words"].includes(name)) {
      sent[name] = value;
    }
  }
  return sent;
}

function csrf() {
  return (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || ["", ""])[1];
}

async function send(visit) {
  return fetch(visit.to, {
    method: "POST",
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      "Accept-Language": document.documentElement.lang,
      "Idempotency-Key": visit.key,
      "X-CSRFToken": csrf(),
    },
    body: JSON.stringify(visit.body),
  });
}

async function sync() {
  let filed = 0;
  for (const visit of waiting()) {
    let found;
    try {
      found = await send(visit);
    } catch {
      break; // no network: it stays kept
    }
    if (found.ok) {
      keep(waiting().filter((each) => each.key !== visit.key));
      filed += 1;
    } else if (found.status === 401) {
      return say("out", 0);
    } else if (found.status === 422) {
      const wrong = await found.json();
      keep(waiting().filter((each) => each.key !== visit.key));
      keepDraft(visit.body.order, visit.body);
      return say("wrong", 0, wrong.faults || [{ field: visit.body.order, problem: wrong.detail }]);
    } else {
      return say("failed", 0);
    }
  }
  if (waiting().length) say("kept", waiting().length);
  else if (filed) {
    say("sent", filed);
    if (form) form.reset();
  }
}

// One at a time, in this page and in others that are open beside it.
// Phones do not always tell when the network is back: while something waits, it is tried again.
let turn = Promise.resolve();
let again = 0;
function syncInTurn() {
  clearTimeout(again);
  turn = turn
    .then(() => (navigator.locks ? navigator.locks.request(QUEUE, sync) : sync()))
    .catch(() => say("failed", 0))
    .then(() => {
      if (waiting().length) again = setTimeout(syncInTurn, AGAIN_MS);
    });
}

if (form) {
  if (drafts()[form.dataset.case]) refill(drafts()[form.dataset.case]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepDraft(form.dataset.case, undefined);
    keep([...waiting(), { key: newKey(), to: form.dataset.to, body: body() }]);
    syncInTurn();
  });
}

async function takeAlong() {
  await navigator.serviceWorker.register("/visits/worker.js");
  await navigator.serviceWorker.ready;
  const pages = [...document.querySelectorAll("a[data-keep]")].map((link) => link.href);
  const cache = await caches.open(KEPT);
  await cache.addAll([location.href, ...pages]);
  document.documentElement.dataset.ready = "yes";
}

// Whoever signs out leaves no page behind; what was not sent stays, as it would be lost.
const out = document.querySelector('a[href*="logout"]');
if (out && "caches" in window) out.addEventListener("click", () => caches.delete(KEPT));
if ("serviceWorker" in navigator) takeAlong().catch(() => {});
window.addEventListener("online", syncInTurn);
syncInTurn();
