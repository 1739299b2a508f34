#!/usr/bin/env -S node --jitless
// program: node
// what: --jitless: an HTTP server and client on loopback
// timeout: 1200
const http = require("http"); const s = http.createServer((q, r) => { let b = ""; q.on("data", (d) => (b += d)); q.on("end", () => { r.writeHead(201, { "x-y": "z" }); r.end(q.method + q.url + b) }) }); s.listen(0, "127.0.0.1", () => { const r = http.request({ port: s.address().port, host: "127.0.0.1", method: "POST", path: "/p" }, (a) => { let b = ""; a.on("data", (d) => (b += d)); a.on("end", () => { console.log(a.statusCode, a.headers["x-y"], b); s.close() }) }); r.end("body") });
