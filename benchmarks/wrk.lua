-- Sends the bodies of a file, a line each, one after another, and tells what came of it in one line of JSON.
local requests, number = {}, 0

function init(arguments)
  local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
  for body in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body)
  end
end

function request()
  number = number % #requests + 1
  return requests[number]
end

function done(summary, latency)
  local errors, faults = summary.errors, 0
  for _, kind in ipairs({ "connect", "read", "write", "status", "timeout" }) do
    faults = faults + errors[kind]
  end
  io.write(string.format(
    'told {"requests": %d, "microseconds": %d, "faults": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, faults, latency:percentile(50), latency:percentile(99)
  ))
end
