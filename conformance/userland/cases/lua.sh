#!/bin/sh
# program: lua5.4
# what: tables, closures, coroutines, string patterns, integer division, metatables
# sample: yes
cat >l.lua <<'END'
local t = {}; for i = 1, 20 do t[#t + 1] = (i * 7919) % 101 end; table.sort(t); print(table.concat(t, " "))
local co = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i * i) end end); print(co(), co(), co())
print(("hello world"):gsub("o", "0"), ("key=val"):match("(%w+)=(%w+)")); print(7 // 2, -7 // 2, 7 % -3, 2 ^ 0.5, 1 << 40, 10 / 2, math.maxinteger)
local V = setmetatable({}, { __index = function(_, k) return k .. "!" end, __call = function(_, a) return a + 1 end }); print(V.x, V(41))
print(select(2, pcall(error, { code = 1 })).code); print(select("#", 1, nil, nil), string.format("%5.2f|%q|%x", 3.14159, "a\nb", 255)); for w in ("a b c"):gmatch("%a") do io.write(w, ";") end print()
local f = io.open("out", "w"); f:write("line1\nline2\n"); f:close(); for l in io.lines("out") do print(l) end print(os.date("!%Y-%m-%d", 0), os.getenv("HOME"), utf8.char(228, 8364), #utf8.char(8364)); goto done; print("never") ::done:: print(string.pack("<i4", 100):byte(1, -1)); collectgarbage(); print(io.popen("echo sub"):read("a"))
END
lua5.4 l.lua
