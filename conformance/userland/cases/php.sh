#!/bin/sh
# program: php
# what: arrays, closures, classes, regular expressions, JSON, dates, SQLite
# timeout: 600
cat >p.php <<'END'
<?php declare(strict_types=1);
$a = ["pear" => 3, "apple" => 1]; ksort($a); echo json_encode($a), "\n", implode(",", array_map(fn($x) => $x ** 2, range(1, 5))), "\n"; print_r(array_count_values(["a", "b", "a"]));
enum Suit: string { case H = "h"; case S = "s"; } final class P { public function __construct(public readonly int $x) {} } function gen() { for ($i = 0; $i < 3; $i++) yield $i => $i * $i; }
foreach (gen() as $k => $v) echo "$k=>$v "; echo Suit::from("h")->name, (new P(7))->x, "\n"; try { (new P(1))->x = 2; } catch (Error $e) { echo $e->getMessage(), "\n"; } echo preg_replace_callback('/\d+/', fn($m) => (string)($m[0] * 2), "a1b22"), "\n"; var_dump(1 <=> 2, "abc" == 0, 0.1 + 0.2, intdiv(7, 2), PHP_INT_MAX); printf("%05.2f %'*10s %b\n", 3.14159, "x", 10); echo date("Y-m-d", 0), " ", hash("sha256", "x"), " ", md5("x"), " ", crc32("x"), "\n"; echo match(true) { 5 > 3 => "yes", default => "no" }, "\n"; $s = ["b", "a"]; usort($s, fn($x, $y) => strcmp($x, $y)); echo implode($s), str_pad("x", 3, "-", STR_PAD_BOTH), ucwords("a b"), wordwrap("aaa bbb", 3, "\n", true), "\n"; $d = new PDO("sqlite::memory:"); $d->exec("create table t(a); insert into t values (1), (2)"); echo $d->query("select sum(a) from t")->fetchColumn(), "\n"; echo serialize([1, "a" => true]), mb_strtoupper("äö"), strlen("ä"), "\n"; file_put_contents("f", "1\n2\n"); echo array_sum(file("f")), "\n"; echo shell_exec("echo sub"); echo (new DateTime("2024-02-28"))->modify("+2 days")->format("D Y-m-d"), "\n"; echo memory_get_usage() > 0 ? "memory\n" : "";
END
php p.php; php -r 'echo PHP_VERSION_ID >= 80200 ? "8.2\n" : "old\n"; exit(0);'
