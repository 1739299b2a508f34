#!/bin/sh
# program: ruby
# what: blocks, hashes, strings, regular expressions, JSON, threads, fork, fibers
# timeout: 600
cat >r.rb <<'END'
require "json"; require "digest"; require "set"; require "time"; require "erb"; require "stringio"; require "bigdecimal"
h = %w[pear apple fig pear].tally; puts h.sort.map { |k, v| "#{k}=#{v}" }.join(","); puts (1..10).each_slice(3).map(&:sum).inspect; puts JSON.pretty_generate({ "a" => [1, nil, 2.5], "b" => { "c" => "ü" } }); puts JSON.parse('{"x": [1, 2]}')["x"].sum
puts Digest::SHA256.hexdigest("x"), "hello world".gsub(/o(.)/) { "0#{$1.upcase}" }, 2**100, 10.fdiv(3), -7 / 2, "%05.1f|%-5s|%x" % [3.14159, "ab", 255]
q = Queue.new; t = 3.times.map { |i| Thread.new { q << i * i } }; t.each(&:join); puts 3.times.map { q.pop }.sort.inspect; f = Fiber.new { Fiber.yield 1; 2 }; puts f.resume + f.resume; pid = fork { exit 4 }; Process.wait pid; puts $?.exitstatus; puts `echo sub`.strip
S = Struct.new(:a, :b) { def sum = a + b }; puts S.new(1, 2).sum, S.new(1, 2).inspect; begin; raise ArgumentError, "bad"; rescue => e; puts "#{e.class}: #{e.message}"; ensure; puts "ensured"; end; puts ERB.new("<% 2.times do |i| %><%= i %>,<% end %>").result; case { name: "x", v: [1, 2] }
in { name: String => n, v: [Integer => a, *] } then puts n, a
end
 puts Time.at(0).utc.iso8601, BigDecimal("0.1") + BigDecimal("0.2"), Set[3, 1, 3].size; puts [3, 1, 2].sort.lazy.map { _1 * 2 }.first(2).inspect; GC.start; puts ObjectSpace.count_objects.key?(:TOTAL); File.write("f", "x\ny\n"); puts File.readlines("f", chomp: true).inspect, "äöü".unicode_normalize(:nfd).length, "abc".unpack("C*").inspect
END
ruby r.rb
