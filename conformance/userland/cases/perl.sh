#!/bin/sh
# program: perl
# what: hashes, regular expressions, sprintf, sort, fork, modules
cat >p.pl <<'END'
use strict; use warnings; use List::Util qw(sum max first shuffle); use POSIX qw(floor strftime); use Data::Dumper; use Digest::MD5 qw(md5_hex); use Time::Local; use JSON::PP; use Storable qw(dclone);
my %h = map { $_ => length } qw(pear apple fig); print join(",", map { "$_=$h{$_}" } sort keys %h), "\n";
print sum(1 .. 100), " ", max(3, 9, 2), " ", floor(-1.5), "\n"; my $t = "2024-05-06"; my ($y, $m, $d) = $t =~ /(\d+)-(\d+)-(\d+)/; print timegm(0, 0, 0, $d, $m - 1, $y), "\n";
(my $s = "hello world") =~ s/(\w+)/\u$1/g; print "$s\n"; $Data::Dumper::Sortkeys = 1; $Data::Dumper::Indent = 1; print Dumper({ a => [1, 2], b => { c => undef } });
print md5_hex("x"), "\n"; printf "%s\n", JSON::PP->new->canonical->encode({ k => [1, "two", undef], z => { y => 1 } });
my $pid = fork; if (!$pid) { print "child\n"; exit 3 } waitpid $pid, 0; print "status ", $? >> 8, "\n"; open my $p, "-|", "echo piped" or die; print <$p>; close $p;
eval { die { code => 5 } }; print "caught $@->{code}\n"; local $SIG{ALRM} = sub { print "alarm\n" }; alarm 1; select undef, undef, undef, 3; my @s = sort { $b <=> $a } map { ($_ * 7919) % 101 } 1 .. 20; print "@s\n"; print strftime("%F", gmtime 0), "\n"; print scalar reverse("abc"), " ", join("|", split /,/, "a,b,c"), " ", ucfirst lc "ABC", "\n";
END
perl p.pl; perl -ne 'print if 2 .. 3' /etc/passwd; perl -MEncode -CS -e 'print chr(0x263a), length(decode("UTF-8", "\xc3\xa4")), "\n"'; perl -e 'my @a = map { $_ ** 2 } 1 .. 5; print "@a[1 .. 3]\n"; print 2 ** 0.5, " ", 1e21, " ", 1 / 3, "\n"'
