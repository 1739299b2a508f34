// Runs one Lua script: the smallest embedding of the interpreter.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#include "lauxlib.h"
#include "lualib.h"

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: lua SCRIPT\n"), 2;
    lua_State *state = luaL_newstate();
    if (!state) return fprintf(stderr, "lua: no memory\n"), 1;
    luaL_openlibs(state);
    if (luaL_dofile(state, argv[1])) return fprintf(stderr, "lua: %s\n", lua_tostring(state, -1)), 1;
    lua_close(state);
    return 0;
}
