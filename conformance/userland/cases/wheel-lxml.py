#!/usr/bin/python3
# program: lxml
# what: wheel: parse, XPath, XSLT, HTML, validation
# timeout: 600
# needs: wheels
from lxml import etree, html
t = etree.fromstring("<r><a n='1'>x</a><a n='2'>y<b/></a></r>"); print(t.xpath("//a[@n='2']/text()"), t.xpath("count(//*)"), etree.tostring(t, pretty_print=True).decode()); print(etree.tostring(etree.XSLT(etree.fromstring("<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/'><o><xsl:for-each select='//a'><i><xsl:value-of select='@n'/></i></xsl:for-each></o></xsl:template></xsl:stylesheet>"))(t)), html.fromstring("<p>a<br>b<a href='u'>c").xpath("//a/@href"))
try: etree.fromstring("<a><b></a>")
except etree.XMLSyntaxError as e: print(e)
print(etree.DTD(__import__("io").StringIO("<!ELEMENT r (a*)><!ELEMENT a ANY><!ATTLIST a n CDATA #IMPLIED><!ELEMENT b EMPTY>")).validate(t))
