"use strict";
// The permit on this telephone: a key that never leaves it, the page kept for later, answers to officers.
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const ASKED_BY = "urn:acuerdo:permit-check";
const byId = (id) => document.getElementById(id);
const holder = byId("holder");

function store(mode, act) {
  return new Promise((good, bad) => {
    const opening = indexedDB.open("acuerdo", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    opening.onerror = () => bad(opening.error);
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("keys", mode).objectStore("keys"));
      asked.onsuccess = () => good(asked.result);
      asked.onerror = () => bad(asked.error);
    };
  });
}

function base64url(bytes) {
  let letters = "";
  for (const each of new Uint8Array(bytes)) letters += String.fromCharCode(each);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const written = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));

async function send(address, fields) {
  const body = new URLSearchParams(fields);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" });
}

async function keepHere() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const answer = await send(holder.dataset.device, { x, y });
  if (answer.type !== "opaqueredirect") throw new Error("refused");
  await store("readwrite", (keys) => keys.put({ pair, jwk: { kty: "EC", crv: "P-256", x, y } }, "permit"));
  await navigator.serviceWorker.register(holder.dataset.worker, { scope: holder.dataset.scope });
  await navigator.serviceWorker.ready;
  location.reload();
}

async function takeOff() {
  await send(holder.dataset.device, { off: "yes" });
  await store("readwrite", (keys) => keys.delete("permit"));
  await caches.delete("acuerdo-permit");
  const known = await navigator.serviceWorker.getRegistration(holder.dataset.scope);
  if (known) await known.unregister();
  location.reload();
}

async function answer(code) {
  const { pair, jwk } = await store("readonly", (keys) => keys.get("permit"));
  const shown = `${holder.dataset.issued}~`;
  const hash = base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(shown)));
  const claims = { iat: Math.floor(Date.now() / 1000), aud: ASKED_BY, nonce: code, sd_hash: hash };
  const words = `${written({ alg: "ES256", typ: "kb+jwt", jwk })}.${written(claims)}`;
  const signed = await crypto.subtle.sign({ ...CURVE, hash: "SHA-256" }, pair.privateKey, new TextEncoder().encode(words));
  const sent = await send(holder.dataset.answer, { code, text: `${shown}${words}.${base64url(signed)}` });
  return sent.ok;
}

function say(id) {
  for (const each of document.querySelectorAll("[data-said]")) each.hidden = each.id !== id;
}

async function begin() {
  if (!holder || !window.isSecureContext || !("serviceWorker" in navigator)) return;
  const here = await store("readonly", (keys) => keys.get("permit")).catch(() => undefined);
  byId("keep").hidden = here !== undefined;
  byId("kept").hidden = here === undefined;
  window.addEventListener("offline", () => (byId("without").hidden = false));
  byId("keep-here").addEventListener("click", () => keepHere().catch(() => say("not-kept")));
  byId("take-off").addEventListener("click", () => takeOff().catch(() => say("not-kept")));
  byId("answering").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(byId("code").value.trim()).then((good) => say(good ? "answered" : "unanswered"), () => say("unanswered"));
  });
  document.body.dataset.ready = "yes";
}

begin();
