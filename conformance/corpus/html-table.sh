# Reports as HTML, and the way back with sed.
printf 'name|score\nann|90\nbob & co|75\n<cy>|60\n' >t
esc() { sed 's/&/\&amp;/g;s/</\&lt;/g;s/>/\&gt;/g'; }
{ echo '<table>'; esc <t | awk -F'|' '{ tag = NR == 1 ? "th" : "td"; printf "<tr>"; for (i = 1; i <= NF; i++) printf "<%s>%s</%s>", tag, $i, tag; print "</tr>" }'; echo '</table>'; } | tee t.html
sed -n 's/<\/t[dh]><t[dh]>/|/g;s/<\/*t[rdh]>//gp' t.html | sed 's/&lt;/</g;s/&gt;/>/g;s/&amp;/\&/g' | diff - t && echo "the same again"; grep -o '<td>[^<]*</td>' t.html | wc -l; tr '>' '>\n' <t.html | grep -c 'tr'; awk -F'[<>]' '/<td>/ { print $5 ": " $9 }' t.html; bar() { awk -F'|' 'NR > 1 { printf "%-10s", $1; for (i = 0; i < $2 / 5; i++) printf "="; print " " $2 }' "$1"; }; bar t; cat <<END | sed 's/^  //'
  <ul>
$(tail -n +2 t | cut -d'|' -f1 | esc | sed 's/.*/    <li>&<\/li>/')
  </ul>
END
