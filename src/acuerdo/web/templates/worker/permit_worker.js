{% load static %}"use strict";
// Keeps the page of the permit, so that a telephone shows it without a network. Nothing else is kept.
const KEPT = "acuerdo-permit";
const PAGE = "{% url 'my_permit' %}";
const FILES = [PAGE, "{% url 'my_permit_photo' %}", "{% static 'acuerdo.css' %}", "{% static 'permit.js' %}", "{% static 'acuerdo.svg' %}"];

async function keep(address) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (answer.ok) await (await caches.open(KEPT)).put(address, answer.clone());
  return answer;
}

async function newest(request) {
  const address = new URL(request.url).pathname;
  try {
    const answer = await keep(address);
    if (answer.ok) return answer;
  } catch {
    // without a network, what is kept is shown
  }
  const found = await caches.match(address);
  return found === undefined ? fetch(request) : address === PAGE ? told(found) : found;
}

// The page as it is kept, which then says that it is.
async function told(found) {
  const words = (await found.text()).replace('id="without" hidden', 'id="without"');
  return new Response(words, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

self.addEventListener("install", (event) => {
  event.waitUntil(Promise.all(FILES.map((each) => keep(each).catch(() => null))).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method === "GET" && address.origin === location.origin && FILES.includes(address.pathname)) {
    event.respondWith(newest(event.request));
  }
});
