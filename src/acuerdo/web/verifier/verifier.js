"use strict";
// The same questions in the same sequence as acuerdo.proof.credentials.permits.judge: a test asks both.
const DATA = JSON.parse(document.getElementById("data").textContent);
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNED = { name: "ECDSA", hash: "SHA-256" };
const UTF8 = new TextDecoder("utf-8", { fatal: true });

class Malformed extends Error {}
class BadSignature extends Error {}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const own = (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);

function need(good, what) {
  if (!good) throw new Malformed(what);
}

function unbase64url(text) {
  need(/^[A-Za-z0-9_-]*$/.test(text) && text.length % 4 !== 1, "no base64url");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}

function base64url(bytes) {
  let letters = "";
  for (const each of bytes) letters += String.fromCharCode(each);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function readJson(bytes) {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    throw new Malformed("no JSON");
  }
}

async function inflated(bytes, most) {
  const parts = [];
  let size = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > most) throw new Malformed("too large");
      parts.push(part.value);
    }
  } catch {
    throw new Malformed("nothing that can be unpacked");
  }
  const made = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/* digits of a QR code */

function block(digits) {
  const size = DATA.digits.indexOf(digits.length);
  const number = BigInt(digits);
  need(size > 0 && number < 1n << BigInt(8 * size), "no digits of a document");
  const written = number.toString(16).padStart(2 * size, "0");
  return Uint8Array.from(written.match(/../g), (pair) => parseInt(pair, 16));
}

async function fromDigits(text) {
  const whole = DATA.digits[DATA.block];
  const bytes = [];
  for (let at = 0; at < text.length; at += whole) bytes.push(...block(text.slice(at, at + whole)));
  need(bytes[0] === DATA.version, "digits of another kind");
  const plain = await inflated(new Uint8Array(bytes.slice(1)), DATA.most_bytes);
  const parts = [];
  for (let at = 0; at < plain.length; ) {
    const size = plain[at] * 256 + plain[at + 1];
    const part = plain.slice(at + 2, at + 2 + size);
    need(part.length === size, "digits of which some are missing");
    parts.push(base64url(part));
    at += 2 + size;
  }
  need(parts.length >= 3, "digits of which some are missing");
  return { issued: parts.slice(0, 3).join("."), disclosures: parts.slice(3) };
}

async function readShown(text) {
  const plain = text.replace(/\s+/g, "");
  if (/^[0-9]+$/.test(plain)) return fromDigits(plain);
  const [issued, ...rest] = plain.split("~");
  need(rest.length > 0, "no document");
  return { issued, disclosures: rest.slice(0, -1) };
}

/* tokens and what they disclose */

function readToken(text, kind) {
  need(text.length <= DATA.longest, "longer than any token");
  const parts = text.split(".");
  need(parts.length === 3, "no token of three parts");
  const [header, claims] = [readJson(unbase64url(parts[0])), readJson(unbase64url(parts[1]))];
  need(isObject(header) && isObject(claims), "no token");
  need(header.alg === "ES256" && header.typ === kind, "of another kind");
  return { header, claims, parts };
}

async function checkToken(token, jwk) {
  const { kty, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, ["verify"]);
  const words = new TextEncoder().encode(`${token.parts[0]}.${token.parts[1]}`);
  if (!(await crypto.subtle.verify(SIGNED, key, unbase64url(token.parts[2]), words))) throw new BadSignature();
}

async function digest(text) {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function partsOf(disclosure) {
  const parts = readJson(unbase64url(disclosure));
  need(Array.isArray(parts) && (parts.length === 2 || parts.length === 3), "a disclosure of another form");
  need(typeof parts[0] === "string" && (parts.length === 2 || typeof parts[1] === "string"), "of another form");
  return parts;
}

async function opened(token, shown) {
  need((own(token.claims, "_sd_alg") ?? "sha-256") === "sha-256", "digests of another kind");
  const left = new Map();
  for (const each of shown.disclosures) left.set(await digest(each), each);
  need(left.size === shown.disclosures.length, "a disclosure twice");
  const claims = unfolded(token.claims, left, new Set(), 0);
  need(left.size === 0, "a disclosure that belongs to no digest");
  delete claims._sd_alg;
  return claims;
}

function taken(found, left, seen) {
  need(typeof found === "string" && !seen.has(found), "a digest twice, or no digest");
  seen.add(found);
  const text = left.get(found);
  left.delete(found);
  return text === undefined ? null : partsOf(text);
}

function unfolded(value, left, seen, depth) {
  need(depth <= DATA.deepest, "too deep");
  if (Array.isArray(value)) return value.flatMap((each) => element(each, left, seen, depth));
  if (!isObject(value)) return value;
  const made = Object.create(null);
  for (const [name, each] of Object.entries(value)) {
    if (name !== "_sd") made[name] = unfolded(each, left, seen, typeof each === "object" ? depth + 1 : depth);
  }
  const digests = own(value, "_sd") ?? [];
  need(Array.isArray(digests), "digests that are no list");
  for (const each of digests) {
    const parts = taken(each, left, seen);
    if (parts === null) continue;
    need(parts.length === 3 && !["_sd", "..."].includes(parts[1]) && !(parts[1] in made), "not here");
    made[parts[1]] = unfolded(parts[2], left, seen, depth + 1);
  }
  return made;
}

function element(each, left, seen, depth) {
  if (own(each, "...") === undefined) return [unfolded(each, left, seen, depth + 1)];
  const parts = taken(each["..."], left, seen);
  if (parts === null) return [];
  need(Object.keys(each).length === 1 && parts.length === 2, "not here");
  return [unfolded(parts[1], left, seen, depth + 1)];
}

/* the list of what was revoked */

async function openStatuses(text) {
  try {
    const token = readToken(text, "statuslist+jwt");
    const known = DATA.keys.find((each) => each.kid === token.header.kid);
    need(known && !known.withdrawn_on, "a list by no key that stands");
    await checkToken(token, known);
    const { status_list: listed, iat, exp, sub } = token.claims;
    need(listed.bits === 1 && Number.isInteger(iat) && Number.isInteger(exp), "no list of single bits");
    return { about: sub, made: iat, until: exp, bits: await inflated(unbase64url(listed.lst), DATA.most_list) };
  } catch {
    return null;
  }
}

function revoked(list, index) {
  return index < 8 * list.bits.length ? Boolean((list.bits[Math.floor(index / 8)] >> index % 8) & 1) : null;
}

/* what is said of a permit */

function isDay(text) {
  const day = typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : NaN;
  return !isNaN(day) && day.toISOString().startsWith(text);
}

function indexOf(claims, party) {
  const listed = own(own(claims, "status"), "status_list");
  need(claims.vct === DATA.kind && claims.iss === party && typeof claims.number === "string", "another kind");
  need(own(listed, "uri") === `urn:acuerdo:${party}:statuses`, "another list");
  need(Number.isInteger(listed.idx) && listed.idx >= 0, "no place in the list");
  need(isDay(claims.from) && isDay(claims.until), "no days");
  return listed.idx;
}

async function judge(shown, list, day, now) {
  let token;
  try {
    token = readToken(shown.issued, "dc+sd-jwt");
  } catch {
    return { verdict: "no_permit" };
  }
  const known = DATA.keys.find((each) => each.kid === token.header.kid);
  if (known === undefined) return { verdict: "other_key" };
  if (known.withdrawn_on) return { verdict: "key_withdrawn" };
  let claims, index;
  try {
    await checkToken(token, known);
    claims = await opened(token, shown);
    index = indexOf(claims, known.party);
  } catch {
    return { verdict: "altered" };
  }
  const said = (verdict) => ({ verdict, claims });
  if (known.until && day > known.until) return said("key_over");
  const usable = list !== null && list.about === `urn:acuerdo:${known.party}:statuses`;
  const gone = usable ? revoked(list, index) : null;
  if (gone) return said("revoked");
  if (day > claims.until) return said("expired");
  if (day < claims.from) return said("not_yet");
  if (!usable) return said("list_unusable");
  return said(now > list.until || gone === null ? "list_too_old" : "holds");
}

async function judgeText(text, list, day, now) {
  let shown;
  try {
    shown = await readShown(text);
  } catch {
    return { verdict: "no_permit" };
  }
  return judge(shown, list, day, now);
}

/* the page */

const byId = (id) => document.getElementById(id);
let spoken = navigator.language.startsWith("es") ? 1 : 0;
let last = null;
let list = null;
const word = (name) => DATA.page[name][spoken];

function seconds() {
  return DATA.stands_at ?? Math.floor(Date.now() / 1000);
}

function today() {
  const now = new Date(seconds() * 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function day(text) {
  const form = new Intl.DateTimeFormat(spoken ? "es-MX" : "en-US", { dateStyle: "long", timeZone: "UTC" });
  return isDay(text) ? form.format(new Date(`${text}T00:00:00Z`)) : text;
}

function instant(at) {
  const form = { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(spoken ? "es-MX" : "en-US", form).format(new Date(at * 1000));
}

function fact(to, name, value) {
  const [term, told] = [document.createElement("dt"), document.createElement("dd")];
  term.textContent = name;
  told.textContent = value;
  to.append(term, told);
}

function say() {
  document.documentElement.lang = spoken ? "es" : "en";
  document.title = `${word("title")} · Acuerdo`;
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  byId("demonstration").hidden = DATA.stands_at === null;
  const about = byId("about");
  about.replaceChildren();
  if (list !== null) {
    fact(about, word("list"), instant(list.made));
    fact(about, word("relied"), instant(list.until));
  }
  for (const each of DATA.keys) fact(about, `${word("keys")}: ${each.party}`, each.kid);
  if (last !== null) show(last);
}

function show({ verdict, claims }) {
  const [look, name, meaning] = DATA.verdicts[verdict];
  byId("answer").className = `box ${look}`;
  byId("answer").dataset.verdict = verdict;
  byId("verdict").textContent = name[spoken];
  byId("meaning").textContent = meaning[spoken];
  for (const id of ["identity", "copy"]) byId(id).hidden = claims === undefined;
  if (claims !== undefined) identity(claims);
  byId("answer").hidden = false;
}

function identity(claims) {
  const photo = byId("photo");
  const known = typeof claims.photo === "string" && /^[A-Za-z0-9_-]+$/.test(claims.photo);
  photo.hidden = !known;
  byId("no-photo").hidden = known;
  photo.alt = word("photo");
  if (known) photo.src = `data:image/webp;base64,${claims.photo.replaceAll("-", "+").replaceAll("_", "/")}`;
  const told = byId("claims");
  told.replaceChildren();
  for (const [name, label] of Object.entries(DATA.claims)) {
    if (typeof claims[name] === "string") fact(told, label[spoken], day(claims[name]));
  }
  const back = DATA.hidden.filter((name) => claims[name] === undefined && DATA.claims[name]);
  if (back.length) fact(told, word("held_back"), back.map((name) => DATA.claims[name][spoken]).join(", "));
  byId("bound").textContent = word(claims.cnf === undefined ? "paper" : "bound");
}

async function check(text) {
  last = await judgeText(text, list, byId("day").value || today(), seconds());
  say();
  byId("answer").focus();
  byId("answer").scrollIntoView();
}

async function codeIn(picture) {
  const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
  return found.length ? found[0].rawValue : null;
}

async function readFile() {
  const [file] = byId("file").files;
  if (file === undefined) return;
  const text = await codeIn(await createImageBitmap(file)).catch(() => null);
  byId("told").textContent = text === null ? word("no_code") : "";
  if (text !== null) await check(text);
}

let stream = null;

function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  byId("video").hidden = true;
  byId("camera").textContent = word("camera");
}

async function readCamera() {
  if (stream !== null) return stop();
  const video = byId("video");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    byId("told").textContent = word("no_camera");
    return undefined;
  }
  video.srcObject = stream;
  video.hidden = false;
  byId("camera").textContent = word("stop");
  await video.play();
  while (stream !== null) {
    const text = await codeIn(video).catch(() => null);
    if (text !== null) {
      stop();
      await check(text);
    }
    await new Promise((then) => setTimeout(then, 150));
  }
  return undefined;
}

async function begin() {
  list = await openStatuses(DATA.statuses);
  byId("day").value = today();
  say();
  const reads = "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
  byId("reading").hidden = !reads;
  byId("no-reader").hidden = reads;
  byId("language").addEventListener("click", () => {
    spoken = 1 - spoken;
    say();
  });
  byId("asked").addEventListener("submit", (event) => {
    event.preventDefault();
    check(byId("text").value);
  });
  byId("file").addEventListener("change", readFile);
  byId("camera").addEventListener("click", readCamera);
  document.body.dataset.ready = "yes";
}

begin();
