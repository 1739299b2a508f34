# Longer sed programs.
cat >t <<'END'
# Title
Some *bold* and `code` text.

- item one
- item two
END
sed -E 's/^# (.*)/<h1>\1<\/h1>/;s/\*([^*]+)\*/<b>\1<\/b>/g;s/`([^`]+)`/<code>\1<\/code>/g;s/^- (.*)/<li>\1<\/li>/;/^$/d' t
sed -n '/^-/{s/^- //;H};${x;s/\n/, /g;s/^, //;p}' t; sed '/^#/,/^$/!d' t; sed '$!d' t; sed -n '$!{h;d};H;x;p' t; sed 's/\(.\)/\1\n/g;s/\n$//' <<<abc; sed -E ':a;s/^([0-9]+)([0-9]{3})/\1,\2/;ta' <<<1234567890; sed '/\n/!G;s/\(.\)\(.*\n\)/&\2\1/;//D;s/.//' <<<reverse; sed -n 'N;N;s/\n/|/g;p' <(seq 9); sed '1~3d' <(seq 7) | paste -sd,; sed -e '/two/i\' -e 'before' t | tail -2; sed 'y/abc/\n\t\\/' <<<xaxbxc; printf 'a b\nc\n' | sed 's/ /\n/;P;D' ; sed '/bold/{n;d}' t | wc -l; sed 's/x/y/;T;s/$/!/' <<<$'x\nz'; sed -n '/one/=' t; sed '2!{s/^/> /}' <(seq 3); sed -E 's/(a|b)+/[&]/' <<<xaabby
