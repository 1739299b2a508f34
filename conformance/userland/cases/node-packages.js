#!/usr/bin/env -S node --jitless
// program: node
// what: --jitless: npm packages as Debian ships them: lodash, semver, uuid, commander
// timeout: 1200
const _ = require("lodash"), semver = require("semver"), uuid = require("uuid"), { Command } = require("commander");
console.log(_.groupBy([1, 2, 3], (x) => x % 2), _.chunk(_.range(7), 3), _.camelCase("foo bar"), semver.satisfies("1.2.3", "^1.0.0"), semver.inc("1.2.3", "minor"), uuid.v5("x", uuid.v5.DNS)); const c = new Command(); c.option("-n, --number <n>").argument("<f>"); c.parse(["-n", "5", "file"], { from: "user" }); console.log(c.opts(), c.args);
