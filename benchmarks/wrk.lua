-- Sends the bodies of a file, a line each, one after another, and tells what came of it in one line of JSON.
-- With "look" as second argument it looks into the answers, too, and counts those that hold errors.
local requests, number, asking = {}, 0, nil
refused = 0

function setup(thread)
  asking = thread
end

local function look(_, _, body)
  if body:find('"errors"', 1, true) then
    refused = refused + 1
  end
end

function init(arguments)
  local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/json" }
  for body in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", wrk.path, headers, body)
  end
  if arguments[2] == "look" then
    response = look
  end
end

function request()
  number = number % #requests + 1
  return requests[number]
end

function done(summary, latency)
  local errors, faults = summary.errors, asking:get("refused")
  for _, kind in ipairs({ "connect", "read", "write", "status", "timeout" }) do
    faults = faults + errors[kind]
  end
  io.write(string.format(
    'told {"requests": %d, "microseconds": %d, "faults": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, faults, latency:percentile(50), latency:percentile(99)
  ))
end
