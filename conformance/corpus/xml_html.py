# xml.etree, minidom, sax, html.parser.
import xml.etree.ElementTree as ET, xml.dom.minidom as md, xml.sax, html.parser, io
t = ET.fromstring("<r a='1'><i n='x'>one</i><i n='y'>two<b/>tail</i><!-- c --></r>"); print(t.tag, t.attrib, [e.get("n") for e in t.findall("i")], t.find("i[@n='y']").text, t.findtext(".//b"), [e.tag for e in t.iter()], ET.tostring(t)); e = ET.SubElement(t, "new", k="v&\"<"); e.text = "a<b>&é"; ET.indent(t); print(ET.tostring(t, encoding="unicode"), ET.tostring(e)); print(ET.canonicalize("<a  b='1' a='2'></a>"))
for ev, el in ET.iterparse(io.BytesIO(b"<a><b>1</b><c/></a>"), ("start", "end")): print(ev, el.tag, end="; ")
n = ET.fromstring("<x xmlns='u' xmlns:p='v'><p:y/></x>"); print(n.tag, n[0].tag, n.find("p:y", {"p": "v"}) is not None)
for bad in ("<a>", "<a></b>", "", "<a>&nope;</a>", "<a b=1/>"):
    try: ET.fromstring(bad)
    except ET.ParseError as x: print(x)
d = md.parseString("<a><b c='1'>t</b></a>"); print(d.documentElement.toprettyxml(" "), d.getElementsByTagName("b")[0].getAttribute("c"))
class H(xml.sax.ContentHandler):
    def startElement(s, n, a): print("start", n, dict(a))
    def characters(s, c): print("chars", c)
xml.sax.parseString("<q w='e'>z</q>", H())
class P(html.parser.HTMLParser):
    def handle_starttag(s, t, a): print("<", t, a)
    def handle_endtag(s, t): print(">", t)
    def handle_data(s, d): print("data", repr(d))
    def handle_comment(s, c): print("comment", c)
P().feed("<!doctype html><p class=a>x &amp; y<br/><!--c--><a href='u'>l</a></p><script>1<2</script>")
