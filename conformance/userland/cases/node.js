#!/usr/bin/env -S node --jitless
// program: node
// what: --jitless: fs, crypto, zlib, JSON, promises, regular expressions, child processes
// timeout: 1200
const fs = require("fs"), crypto = require("crypto"), zlib = require("zlib"), path = require("path"), { execFileSync } = require("child_process"), assert = require("assert");
console.log(crypto.createHash("sha256").update("x").digest("hex"), zlib.gunzipSync(zlib.gzipSync("hello")).toString(), JSON.stringify({ a: [1, null, "ü"], b: { c: 1.5 } }));
fs.mkdirSync("d"); fs.writeFileSync("d/f", "x\ny\n"); console.log(fs.readFileSync("d/f", "utf8").split("\n").length, fs.readdirSync("d"), path.join("/a", "../b"), [3, 1, 2].sort().map((x) => x ** 2), "a1b22".replace(/\d+/g, (m) => `<${m}>`), 2n ** 100n, new Date(0).toISOString(), [..."äö"].length);
class A { #x = 1; get x() { return this.#x } static async *gen() { for (let i = 0; i < 3; i++) { await null; yield i } } } (async () => { const out = []; for await (const i of A.gen()) out.push(i); console.log(out, new A().x, await Promise.all([1, 2].map((x) => new Promise((r) => setTimeout(r, 20 - x, x))))); console.log(execFileSync("echo", ["sub"]).toString().trim(), await fs.promises.readFile("d/f", "utf8"), process.version.split(".")[0], Object.keys(process.memoryUsage()).length > 3); assert.throws(() => null.x, TypeError); console.log(new Intl.NumberFormat("en").format(1234567.891), structuredClone(new Map([[1, { a: 2 }]])), "done") })();
