-- Requests in turn from a plan: "METHOD<tab>path<tab>token<tab>cookie<tab>body" a line. In a body and a key, %d is a
-- number that no other request has. With a pause, a user waits that many milliseconds, on average, between two.
local kinds, threads, pause, count = {}, 0, 0, 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  for line in io.lines(args[1]) do
    local method, path, token, cookie, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
    local headers = {["Accept-Language"] = "es"}
    if token ~= "" then headers["Authorization"] = "Bearer " .. token end
    if cookie ~= "" then headers["Cookie"] = cookie end
    if body ~= "" then headers["Content-Type"] = "application/json" end
    kinds[#kinds + 1] = {method, path, headers, body}
  end
  pause = tonumber(args[2])
  count = id * 10000000 + tonumber(args[3])
end

function delay()
  return math.random(0, 2 * pause)
end

function request()
  count = count + 1
  local kind = kinds[count % #kinds + 1]
  local headers, body = kind[3], nil
  if kind[4] ~= "" then
    headers["Idempotency-Key"] = "bench-" .. count
    body = kind[4]:gsub("%%d", count)
  end
  return wrk.format(kind[1], kind[2], headers, body)
end

function done(summary, latency, requests)
  io.write(string.format("FOUND %d %d %d %d\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout, latency:percentile(95)))
end
