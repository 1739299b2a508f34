-- Calls, tables, closures, strings: about a second of an ordinary script.
-- SPDX-License-Identifier: Apache-2.0
local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end
print(fib(32))

local sieve, count = {}, 0
for i = 2, 1000000 do
  if not sieve[i] then
    count = count + 1
    for j = i * i, 1000000, i do sieve[j] = true end
  end
end
print(count)

local words = {}
for i = 1, 120000 do
  words[i] = string.format("%05d-%s", (i * 7919) % 100003, string.rep(string.char(97 + i % 26), i % 7))
end
table.sort(words)
local seen, letters = {}, 0
for _, word in ipairs(words) do
  local number, tail = word:match("^(%d+)%-(%a*)$")
  seen[number] = (seen[number] or 0) + #tail
  letters = letters + #tail
end
local keys = 0
for _ in pairs(seen) do keys = keys + 1 end
print(words[1], words[#words], letters, keys)

local parts = {}
for i = 1, 100000 do parts[#parts + 1] = tostring(i * 0.5):upper() end
local text = table.concat(parts, ",")
print(#text, select(2, text:gsub("5", "five")))
