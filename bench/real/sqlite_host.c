// Inserts, an index, joins and aggregates in an in-memory database.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>

#include "sqlite3.h"

static sqlite3 *db;

static int show(void *unused, int columns, char **values, char **names) {
    (void)unused, (void)names;
    for (int i = 0; i < columns; i++) printf("%s%s", i ? "|" : "", values[i] ? values[i] : "NULL");
    printf("\n");
    return 0;
}

static void run(const char *sql) {
    char *error = NULL;
    if (sqlite3_exec(db, sql, show, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "sqlite: %s in: %s\n", error, sql);
        exit(1);
    }
}

int main(void) {
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) return fprintf(stderr, "sqlite: cannot open\n"), 1;
    run("CREATE TABLE item(id INTEGER PRIMARY KEY, kind INTEGER, price REAL, name TEXT);"
        "CREATE TABLE kind(id INTEGER PRIMARY KEY, label TEXT);"
        "BEGIN;");
    for (int i = 0; i < 50; i++) {
        char *sql = sqlite3_mprintf("INSERT INTO kind VALUES(%d, 'kind-%03d')", i, i * 37 % 50);
        run(sql);
        sqlite3_free(sql);
    }
    sqlite3_stmt *insert;
    if (sqlite3_prepare_v2(db, "INSERT INTO item(kind, price, name) VALUES(?, ?, ?)", -1, &insert, NULL) != SQLITE_OK)
        return fprintf(stderr, "sqlite: cannot prepare\n"), 1;
    unsigned x = 1;
    for (int i = 0; i < 500000; i++) {
        char name[32];
        x = x * 1664525u + 1013904223u;
        snprintf(name, sizeof name, "item %u", x >> 8);
        sqlite3_bind_int(insert, 1, (int)(x >> 16) % 50);
        sqlite3_bind_double(insert, 2, (x >> 12) / 64.0);
        sqlite3_bind_text(insert, 3, name, -1, SQLITE_TRANSIENT);
        if (sqlite3_step(insert) != SQLITE_DONE) return fprintf(stderr, "sqlite: cannot insert\n"), 1;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT; CREATE INDEX item_name ON item(name);");
    run("SELECT count(*), min(name), max(name), round(sum(price), 2) FROM item;");
    run("SELECT label, count(*), round(avg(price), 3) FROM item JOIN kind ON kind.id = item.kind "
        "GROUP BY label ORDER BY 2 DESC, 1 LIMIT 5;");
    run("SELECT count(DISTINCT substr(name, 6, 3)), sum(length(upper(name))) FROM item WHERE name LIKE '%7%';");
    run("SELECT id, name FROM item ORDER BY price DESC, id LIMIT 3;");
    run("UPDATE item SET price = price * 1.25 WHERE kind % 3 = 1; DELETE FROM item WHERE id % 7 = 0;");
    run("SELECT kind % 5, count(*), round(total(price), 1) FROM item GROUP BY 1 ORDER BY 1;");
    sqlite3_close(db);
    return 0;
}
