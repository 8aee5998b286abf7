// Keeps the pages of visits, so that a form opened once opens without a network.
// What is asked for comes from the network first: nobody fills in an old form where there is a new one.
const KEPT = "visits-1";
const ALWAYS = [{% for each in kept %}"{{ each|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

// The list, the forms and their look: no page that says anything of a person is kept.
const OURS = /^\/(visits\/(\d+\/new\/)?$|static\/)/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(ALWAYS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const cache = await caches.open(KEPT);
  try {
    const found = await fetch(request);
    if (found.ok && !found.redirected) await cache.put(request, found.clone());
    return found;
  } catch (error) {
    // Kept by a script and asked for by a click, a page comes with other headers: it is the same page.
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === self.location.origin && OURS.test(url.pathname);
  if (ours && event.request.method === "GET") event.respondWith(answer(event.request));
});
